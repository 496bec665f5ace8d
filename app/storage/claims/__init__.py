"""Claims in the database: their tables, their repository, the sums reports ask for."""
