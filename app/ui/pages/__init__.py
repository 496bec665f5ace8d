"""The pages of the main window: one fills it at a time."""
