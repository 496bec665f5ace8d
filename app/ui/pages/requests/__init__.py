"""What patients and boards ask for, retention, signers and the history."""
