"""Files and command lines of practice systems, read into domain values; the only user of CSV."""
