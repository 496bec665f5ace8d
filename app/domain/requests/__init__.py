"""What patients may ask of their records, and how long records are kept."""
