"""What a handle, an e-mail address and a password may be."""

import re
from collections.abc import Iterable

from fandom.core import addresses, text
from fandom.core.errors import Invalid

HANDLE = r"[A-Za-z0-9_]{2,30}"
EMAIL_MAX = addresses.MAX
PASSWORD_MIN, PASSWORD_MAX = 8, 200
DISPLAY_NAME_MAX = 50
ABOUT_MAX = 300

# Names that would speak for the house, address everyone, or stand where an address of ours does.
_RESERVED = """
    about abuse account accounts admin administrator admins all anonymous anyone api auth bot channel contact creator
    deleted docs embed everyone everybody fandom feed feeds guest healthz help home host info login logout mail me media
    mod moderation moderator moderators mods news nobody notifications null official oembed owner party postmaster press
    privacy readyz register root rules search security session settings shows sign_in sign_out sign_up signin signout
    signup staff status support sysadmin system tags team terms token tokens undefined visitor webmaster you
"""
# The most used ones that are long enough; what the fan is called is refused besides.
_WORN_OUT = """
    password password1 password12 password123 12345678 123456789 1234567890 11111111 00000000 87654321 qwertyui
    qwerty123 qwertyuiop 1q2w3e4r 1qaz2wsx iloveyou sunshine princess football baseball superman trustno1 letmein1
    welcome1 abcd1234 abc12345 starwars computer whatever passw0rd p@ssw0rd changeme
"""
RESERVED = frozenset(_RESERVED.split())
WORN_OUT = frozenset(_WORN_OUT.split())


def new_account(handle: str, email: str, display_name: str | None, password: str | None = None) -> str:
    """The display name as it will stand; refuses with Invalid, all fields at once. No password: judged elsewhere."""
    errors = _wrong("handle", handle_faults(handle)) | _wrong("email", email_faults(email))
    if password is not None:
        errors |= _wrong("password", password_faults(password, (handle, email)))
    name = display_name if display_name is not None else handle
    try:
        name = clean_display_name(name)
    except Invalid as refusal:
        errors |= refusal.errors if display_name is not None else {}
    if errors:
        raise Invalid(errors)
    return name


def public_handle(handle: str) -> None:
    """Refuses what only the house may be called."""
    if handle.lower() in RESERVED:
        raise Invalid({"handle": ["This handle is kept for the house; choose another."]})


def clean_display_name(name: str) -> str:
    return text.name(name, DISPLAY_NAME_MAX, "display_name")


def clean_about(words: str) -> str:
    return text.prose(words, ABOUT_MAX, "about") if words.strip() else ""


def new_password(password: str, of: Iterable[str], field: str = "password") -> None:
    """Refuses a password; `of` is what else is known of its owner."""
    if errors := _wrong(field, password_faults(password, of)):
        raise Invalid(errors)


def handle_faults(handle: str) -> list[str]:
    return [] if re.fullmatch(HANDLE, handle) else ["Use 2 to 30 letters a to z, digits and underscores."]


def email_faults(email: str) -> list[str]:
    return [] if addresses.normal(email) else ["This does not look like an e-mail address."]


def password_faults(password: str, of: Iterable[str]) -> list[str]:
    if len(password) < PASSWORD_MIN:
        return [f"Use at least {PASSWORD_MIN} characters."]
    if len(password) > PASSWORD_MAX:
        return [f"Longer than maximum length {PASSWORD_MAX}."]
    folded = password.casefold().strip()
    if folded in WORN_OUT or len(set(folded)) <= 2 or folded in {known.casefold() for known in of}:
        return ["This one is the first that others would try; choose another."]
    return []


def _wrong(field: str, faults: list[str]) -> dict[str, list[str]]:
    return {field: faults} if faults else {}
