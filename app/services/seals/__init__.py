"""What is signed, and whether it still is what was signed; pure, or inside one transaction."""
