"""Readers for what people type: text in, a value or an `Unread` sentence out, never an exception.

The draft calls these when an answer changes, the field editors to show the canonical form, and the
command line for the same text in files. One module per kind of text; each also holds the `show_`
function whose output it reads back unchanged.
"""
