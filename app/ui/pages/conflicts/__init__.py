"""Two versions of one note or record, side by side, for a decision."""
