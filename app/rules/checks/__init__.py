"""One module per kind of check: KIND, Params, `reads` and `check`. `app.rules.registry` lists them.

A check answers one question: is the requirement met, read from this place? It only reports; it
never repairs. Its docstring carries one complete and one lacking example.
"""
