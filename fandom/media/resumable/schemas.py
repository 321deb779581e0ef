"""What programs send that upload in pieces: headers and bytes."""

from typing import Any

from fandom.media.resumable import protocol


def _header(name: str, description: str, schema: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    return {"in": "header", "name": name, "description": description, "required": required, "schema": schema}


SAID = _header("Tus-Resumable", "The version of the protocol", {"type": "string", "enum": [protocol.VERSION]})
BEGUN = [
    _header("Upload-Length", "How many bytes there will be", {"type": "integer", "minimum": 1}),
    _header("Upload-Metadata", "Names, each with a text in base 64", {"type": "string"}, required=False),
]
BYTES: dict[str, dict[str, Any]] = {
    "offset": _header("Upload-Offset", "How many bytes are there already", {"type": "integer", "minimum": 0}),
    "body": {"required": True, "content": {protocol.BYTES: {"schema": {"type": "string", "format": "binary"}}}},
}
