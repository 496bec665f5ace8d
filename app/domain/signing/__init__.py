"""What a signature stands under: sealed bytes, and what is added after it."""
