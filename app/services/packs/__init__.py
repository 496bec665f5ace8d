"""Packs: what goes into one, what does not fit, how it is made and recorded.

The pack page calls it.
"""
