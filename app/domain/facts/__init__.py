"""The answers as rules and documents see them, joined with what the program knows beside them."""
