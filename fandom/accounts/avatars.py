"""Where a fan's picture is served from, by the id of its file. Pure."""

# Of the widths that pictures are served in the smallest, which every one has.
NAME = "320.jpg"


def avatar_path(avatar_id: str | None) -> str | None:
    return f"/media/{avatar_id}/{NAME}" if avatar_id else None
