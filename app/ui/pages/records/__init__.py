"""The frame of every page that edits one record."""
