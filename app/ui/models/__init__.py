"""Qt item models over frozen tuples, and the words their rows are shown with."""
