"""Facts about one citizen that need no register to work out."""
