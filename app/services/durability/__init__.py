"""Backups and restoring: when, how thoroughly, and whether what was restored holds."""
