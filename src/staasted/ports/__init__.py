"""What we ask of the outside: one Protocol a need, and one registry."""
