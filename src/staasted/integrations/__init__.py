"""The outside: one file a counterpart, each behind a port."""
