"""What a note says on paper: the chart note, letters of it, signatures and what came after."""
