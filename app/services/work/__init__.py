"""What there is to do and until when, and what reports count."""
