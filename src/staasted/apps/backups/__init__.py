"""Backups of the whole installation, the proof that they can be restored, and restoring them."""
