"""Days by which something must be done, counted as offices and payers count them."""
