"""The window: every widget of the program. The only place that knows Qt."""
