"""Importing rows of another system, step by step."""
