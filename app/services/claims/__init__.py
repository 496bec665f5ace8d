"""Claims: begun, checked, moved from state to state, and everything the claim page shows."""
