"""What payers say in remittances: as files (835) tell it, and as EOBs are typed from paper."""
