"""Free times and bookings: a resource is in one place at a time, the database holds it."""
