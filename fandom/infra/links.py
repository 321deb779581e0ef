"""Secrets in addresses that go out by letter: derived, so that none is kept, or signed, so that none needs to be."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def secret_of(purpose: str, row_id: str) -> str:
    """Always the same for the same row, so that a letter that is sent twice says the same; nobody can guess it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return urlsafe_b64encode(hmac.digest(key, f"letter:{purpose}:{row_id}".encode(), "sha256")).decode().rstrip("=")


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def signed(purpose: str, *words: str) -> str:
    return str(_signer(purpose).dumps(list(words)))


def read(purpose: str, text: str) -> tuple[str, ...] | None:
    """The words that were signed for this purpose; None when it was not us."""
    try:
        found = _signer(purpose).loads(text)
    except BadSignature:
        return None
    return tuple(str(word) for word in found)


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"link:{purpose}")
