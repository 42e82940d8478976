"""The story of a course: all that both sides may see in one order, and lines of their own."""
