"""Job ads from a feed, and what citizens look for among them."""
