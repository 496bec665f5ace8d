"""Pure values of the clinic: guides, answers, notes, people, payers. Everyone may import it."""
