"""The panels beside the form: what is still needed, the narrative, the document."""
