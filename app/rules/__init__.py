"""Rules: from answers to open items. Pure; the draft and the command line call `engine`."""
