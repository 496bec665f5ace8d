"""The practice and its people: who they are, how they sign in, what their roles may do."""
