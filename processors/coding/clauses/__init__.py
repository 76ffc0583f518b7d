"""What one clause says: which act, in which stage, by whom, against whom, where it puts it."""
