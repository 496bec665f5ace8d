"""Backups in a folder: made from an open practice, kept, looked at and restored."""
