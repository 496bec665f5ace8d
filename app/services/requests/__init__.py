"""What patients and boards ask for: requests, copies, letters, binders, retention, signers."""
