"""What answers requests: copies of records, letters, binders, signers, retention."""
