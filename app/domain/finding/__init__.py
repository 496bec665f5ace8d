"""What lists and searches ask and show, and the words that texts are found by."""
