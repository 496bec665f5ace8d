"""What goes on paper: notes and answers turned into blocks of final text; pure."""
