"""What a citizen has taken part in: each measure with its days, as other systems know it."""
