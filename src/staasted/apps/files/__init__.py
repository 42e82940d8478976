"""A citizen's own files: looked at, sealed, shared or not, and erased with the case."""
