"""Signing in an open practice: sittings, the watch over signatures, judging files.

The window calls it.
"""
