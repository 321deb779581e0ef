"""What a fan has begun to write in a fandom: kept as it is until it is published, thrown away or forgotten."""
