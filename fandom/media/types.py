"""What a file is, by its first bytes; what it is called or said to be counts for nothing. Pure."""

JPEG, PNG, GIF, WEBP = "image/jpeg", "image/png", "image/gif", "image/webp"
MP4, MOV, MATROSKA = "video/mp4", "video/quicktime", "video/x-matroska"
_SIGNATURES = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF))


def type_of(head: bytes) -> str | None:
    """Of a picture that we take; None of anything else. Twelve bytes are enough."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return next((mime for signature, mime in _SIGNATURES if head.startswith(signature)), None)


# What the first box of a video in MP4 or MOV is called; pictures may come in such boxes, too.
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_PICTURES = frozenset({b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def video_type_of(head: bytes) -> str | None:
    """Of a video that we take, WebM being Matroska; None of anything else. Twelve bytes are enough."""
    if head.startswith(b"\x1aE\xdf\xa3"):
        return MATROSKA
    if head[4:8] not in _BOXES or (head[4:8] == b"ftyp" and head[8:12] in _PICTURES):
        return None
    return MOV if head[4:8] != b"ftyp" or head[8:12] == b"qt  " else MP4
