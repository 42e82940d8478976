"""How long what is kept, and erasing it when its time has come."""
