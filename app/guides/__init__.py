"""Guide and payer card files: read, checked, turned into domain values. The only user of YAML."""
