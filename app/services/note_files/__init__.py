"""Notes as JSON files: read, written and reported on; the command line calls it."""
