"""The pack of a note."""
