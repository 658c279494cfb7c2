"""The service desk: the queue, conversations, canned replies and visits."""
