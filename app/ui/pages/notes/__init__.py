"""The note, and the list of notes."""
