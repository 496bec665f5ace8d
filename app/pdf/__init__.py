"""Lays blocks of final text out on pages; the only package that knows reportlab."""
