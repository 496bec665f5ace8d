"""What patients and boards ask for: requests, copies of records, letters, binders, retention, signers."""
