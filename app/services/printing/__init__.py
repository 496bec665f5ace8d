"""From a note to its documents and their bytes; whatever previews, prints or exports calls it."""
