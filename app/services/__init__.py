"""Services: what the window and the command line can do, over ports that storage and others fit."""
