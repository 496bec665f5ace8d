"""The records of a practice: their forms, how they are kept, imported and handed over."""
