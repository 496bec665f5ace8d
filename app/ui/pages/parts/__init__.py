"""What pages are made of: heads, notices, tables, page pictures; no page of its own."""
