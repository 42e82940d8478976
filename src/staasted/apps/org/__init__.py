"""The installation, the people in it, how they log in and which roles they hold."""
