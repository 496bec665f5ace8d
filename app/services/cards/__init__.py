"""What payer cards, benefit checks and authorizations say, in words; pure."""
