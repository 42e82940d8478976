"""Messages on their way out: written with the act, sent by the worker."""
