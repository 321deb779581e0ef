"""What somebody has reacted to, where they share it."""
