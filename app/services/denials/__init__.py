"""What now, after a payer's judgment: answers that are there, appeals, their letters' packs."""
