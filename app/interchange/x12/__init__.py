"""X12 files: the envelope with its segments, and what an 835 in it says."""
