"""Ideas and faults from citizens and staff: told, answered, and what changed because of them."""
