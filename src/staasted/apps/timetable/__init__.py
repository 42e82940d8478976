"""What is done at set times, by one worker at a time, and how it went."""
