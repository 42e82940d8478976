"""What a lead's front page tells: the figures of each night, reckoned once and written down."""
