"""What a fan has begun to write."""
