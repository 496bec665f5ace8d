"""What somebody has open or left unfinished: unsaved words, a place on a page, a call."""
