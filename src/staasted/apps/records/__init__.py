"""The record of a case: the journal of what was done and said, and the hearing of the citizen."""
