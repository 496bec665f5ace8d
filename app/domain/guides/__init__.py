"""A guide and the answers to it: fields, conditions, addresses, and answers as text."""
