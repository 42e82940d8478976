"""Deciding on an offer: yes or no, why, by which section, and the letter that says so."""
