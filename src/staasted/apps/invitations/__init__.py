"""Invitations to book, and summonses."""
