"""The citizen's own plan: goals, steps, notes, what is shared, and what the coach proposes."""
