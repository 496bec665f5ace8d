"""Records as forms: patient, practice, people and benefit checks in the shape of small guides.

So the editors, tables, undo and marks of notes serve records too, and are learned once.
"""
