"""What patients and boards ask for: copies of records, letters, binders, retention, signers."""
