"""Chartproof: guided dental records that payers accept. Run with `python -m app`."""

__version__ = "0.1.0"
