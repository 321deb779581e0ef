"""What a file is, by its first bytes; what it is called or said to be counts for nothing. Pure."""

JPEG, PNG, GIF, WEBP = "image/jpeg", "image/png", "image/gif", "image/webp"
_SIGNATURES = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF))


def type_of(head: bytes) -> str | None:
    """Of a picture that we take; None of anything else. Twelve bytes are enough."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return next((mime for signature, mime in _SIGNATURES if head.startswith(signature)), None)
