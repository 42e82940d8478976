"""A citizen and their coach writing to each other, and a citizen who wants help."""
