"""Calendars outside the house: feeds of our times, and the busy times of theirs."""
