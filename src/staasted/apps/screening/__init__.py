"""What the citizen says about their own situation: answers, never a score."""
