"""The guided form: steps, sections, tables and the binder that keeps editors and draft alike."""
