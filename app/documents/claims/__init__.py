"""What a claim takes from notes and says on paper: data sheet, fragments, appeal letter."""
