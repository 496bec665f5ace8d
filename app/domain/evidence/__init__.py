"""Documents (evidence): taken in, looked at, and what of their pages counts."""
