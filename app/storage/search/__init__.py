"""The search index, written by the repositories and asked by lists and finders."""
