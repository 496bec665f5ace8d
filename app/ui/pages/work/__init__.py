"""The worklist and the reports."""
