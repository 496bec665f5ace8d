"""Code systems of the clinic: diagnoses (ICD-10-CM), teeth and areas, provider numbers (NPI)."""
