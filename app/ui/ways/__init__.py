"""The ways from the window to its pages and back, one module for each kind of page."""
