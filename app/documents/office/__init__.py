"""What the office prints for itself: reports, calls, ends of the trail, what left the office."""
