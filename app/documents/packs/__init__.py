"""What an attachment pack prints of its own: the claim attachment, cover and narrative sheets."""
