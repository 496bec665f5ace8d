"""Payer cards kept and edited, and calls to payers; the payer pages and the call sheet call it."""
