"""What somebody left open: words that are not saved, a place on a page, half a call."""
