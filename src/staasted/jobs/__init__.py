"""What the house does by itself, outside any request."""
