"""The practice, its settings and channels, and help."""
