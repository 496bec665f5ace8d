"""Windows that ask one thing and say what was answered by a signal."""
