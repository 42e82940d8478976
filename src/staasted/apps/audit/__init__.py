"""Who read what, who did what: append-only, guarded by the database."""
