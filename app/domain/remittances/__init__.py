"""Remittances as they come in: EOBs typed from paper and files that wait."""
