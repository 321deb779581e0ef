"""The ground: database, queues, cache, live topics and the edge machinery."""
