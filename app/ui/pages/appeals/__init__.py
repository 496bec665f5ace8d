"""What now after a denial, and the appeal."""
