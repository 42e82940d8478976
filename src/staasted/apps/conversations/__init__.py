"""Conversations held, and the one act that closes them and agrees the next."""
