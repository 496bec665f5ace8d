"""One note and its content: as plain values, written late, joined out of two versions."""
