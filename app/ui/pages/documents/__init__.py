"""A patient's document, and the scanner's banner row."""
