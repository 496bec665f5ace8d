"""The main window with its rail and banners, and the program around it: door, lock, return."""
