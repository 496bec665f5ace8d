"""The documents of patients: taken in, changed, moved; the scanner's folder."""
