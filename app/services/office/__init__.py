"""An open practice with everything that works on it; bootstrap makes it, pages ask it."""
