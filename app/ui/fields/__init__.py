"""One editor for every kind of field; forms, tables and dialogs make them in `kinds`.

`editor.FieldEditor` is the frame: label, mark, closings, suggestion, one line of hint. Inside
stands a `control.Control`, one class for each kind. Editors know the guide's fields and answers and
nothing of the draft: they say what the user did and show what they are given.
"""
