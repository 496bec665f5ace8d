"""Copies of records, letters about requests, and what an audit binder adds to its notes."""
