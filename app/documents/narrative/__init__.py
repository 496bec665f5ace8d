"""The narrative: sentences made of answers only, fitted to what a channel takes."""
