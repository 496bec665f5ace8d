"""The claim, its claim data, and money lists."""
