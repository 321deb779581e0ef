"""The catalogue, fandom membership, roles and each fan's progress."""
