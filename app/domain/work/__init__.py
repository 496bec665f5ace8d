"""What there is to do, and what reports count."""
