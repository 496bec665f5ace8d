"""What the verbs of the command line do, one module for each matter; `app.cli` calls them."""
