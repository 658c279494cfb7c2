"""Today's queue: each source of reasons in a file of its own, and the queue they make together."""
