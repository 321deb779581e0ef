"""Comments on moments: threads, replies, tombstones."""
