"""E-mail addresses: which texts are one, and the one form in which they are kept and written to."""

import re
import unicodedata

MAX = 254
LOCAL_MAX = 64
# RFC 5321 without quoted parts; what lies beyond ASCII before the @ reaches few servers, so it is refused honestly.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# The old and the new rules for domain names read these differently: the letter could go to somebody else's domain.
_TWO_READINGS = re.compile("[ßς\u200c\u200d]")


def normal(text: str) -> str | None:
    """The domain in lower case and ASCII ("bücher.example" is "xn--bcher-kva.example"); None when it is no address."""
    local, at, domain = text.rpartition("@")
    if not at or len(local) > LOCAL_MAX or not _LOCAL.fullmatch(local):
        return None
    host = _host(domain)
    found = f"{local}@{host}"
    return found if host and len(found) <= MAX else None


def _host(domain: str) -> str | None:
    plain = unicodedata.normalize("NFC", domain)
    if _TWO_READINGS.search(plain) or len(plain) > MAX:
        return None
    try:
        host = plain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = host.split(".")
    named = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
    return host if named else None


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]
