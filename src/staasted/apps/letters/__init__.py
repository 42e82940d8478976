"""Letters out and in, in one list: what was sent stays as it was sent."""
