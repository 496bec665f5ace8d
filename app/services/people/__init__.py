"""Who may come in, and by what: accounts, keys, passphrases, PINs, codes.

Doors and the staff tab call it.
"""
