"""Notes: opened, edited, saved, handed over, found, kept beside others' versions.

The note page calls it.
"""
