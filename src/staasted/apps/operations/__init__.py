"""How the house itself is doing: what runs, what waits, what is wrong."""
