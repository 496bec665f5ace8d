"""What payers want and say: payer cards and benefit checks."""
