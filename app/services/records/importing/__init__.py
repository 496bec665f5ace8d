"""Taking in the lists that a practice system exports: judged row by row, then kept or left out."""
