"""What payers and clearinghouses want: payer cards, benefit checks, channels."""
