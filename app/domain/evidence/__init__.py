"""Documents (evidence): taken in, their pages, and the pack they travel in."""
