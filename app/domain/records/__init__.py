"""Patients' rights over their records: requests, restrictions, how long records are kept."""
