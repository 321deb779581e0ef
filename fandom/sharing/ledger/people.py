"""Digests that tell people apart without saying who they are."""

import hashlib
import hmac
import zlib

from fandom.infra.links import secret_of
from fandom.sharing.ledger.values import Asker

SIZE = 16
# What a browser calls itself is for whoever asks to say: so many people can be at one address, whatever they say.
AT_ONE_ADDRESS = 16


def of_account(account_id: str) -> bytes:
    """Always the same, so that the account can take its marks with it; only with our secret can it be made."""
    return hmac.digest(secret_of("ledger", "accounts").encode(), account_id.encode(), "sha256")[:SIZE]


def of_visitor(asker: Asker, salt: bytes) -> bytes:
    """The same for a day; after that the salt is gone, and with it every way back to the address."""
    browser = zlib.crc32(asker.agent.encode("utf-8", "replace")) % AT_ONE_ADDRESS
    said = f"{asker.address}\n{browser}".encode()
    return hashlib.blake2b(said, key=salt, digest_size=SIZE).digest()
