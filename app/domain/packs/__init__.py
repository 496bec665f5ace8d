"""The pack an attachment travels in, and the channel it travels by."""
