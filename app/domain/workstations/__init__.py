"""What goes on at other workstations: records they changed, notes they have open."""
