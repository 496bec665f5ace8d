"""Remittance files and EOBs on paper."""
