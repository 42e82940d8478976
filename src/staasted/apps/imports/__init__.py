"""What the municipality's own systems know, read from a file: everything or nothing."""
