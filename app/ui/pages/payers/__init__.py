"""Payer cards and the call sheet."""
