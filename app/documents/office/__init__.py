"""What the office prints for itself: reports, ends of the trail, calls, what left the office."""
