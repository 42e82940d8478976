"""What citizens may ask about who has looked at their case, and the answers."""
