"""What a citizen says is wrong, or objects to, and the answer in writing."""
