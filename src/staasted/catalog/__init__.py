"""What is decided elsewhere, as dated data: law, groups, purposes, offers, texts."""
