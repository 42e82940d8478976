"""Whose coach a citizen wishes for, and how a case ends and begins again."""
