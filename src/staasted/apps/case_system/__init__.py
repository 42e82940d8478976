"""What leaves for the municipality's case system: each closed conversation and decision, once."""
