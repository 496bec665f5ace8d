"""What payers decided: files and paper read, matched, posted, taken back."""
