"""The level of effort: derived from conversations when read, never stored."""
