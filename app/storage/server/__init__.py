"""A practice on a PostgreSQL server: its address, set-up, rights, and the store open on it."""
