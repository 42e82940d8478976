"""What citizens tell of their situation, and what a human finds of it."""
