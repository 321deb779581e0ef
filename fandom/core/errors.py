"""What can go wrong, said once; the edges turn these into problem+json or a page."""


class FandomError(Exception):
    """A refusal a caller can act on. `detail` is an English sentence for people, also a gettext message id."""

    detail = "Something went wrong."

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or self.detail)
        self.detail = detail or self.detail


class Malformed(FandomError):
    detail = "The request could not be read."


class Unauthenticated(FandomError):
    detail = "Sign in first."


class Forbidden(FandomError):
    detail = "You are not allowed to do this."


class NotFound(FandomError):
    """Absent, or not visible to this viewer: the two look the same."""

    detail = "There is nothing here, or it is not visible to you."


class Conflict(FandomError):
    """`code` names the problem type; `retry_after` is in seconds when trying again can help."""

    detail = "This conflicts with what is already there."

    def __init__(
        self,
        detail: str | None = None,
        *,
        code: str = "conflict",
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.retry_after = retry_after


class Expired(FandomError):
    detail = "This page of the list has expired. Start again from the first page."


class Stale(FandomError):
    detail = "It has changed since you read it."


class TooLarge(FandomError):
    detail = "That is too large."


class UnsupportedType(FandomError):
    detail = "Send application/json."


class Invalid(FandomError):
    """`errors` maps a field of the request to its sentences."""

    detail = "Some fields need another look."

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.errors = errors


class TooMany(FandomError):
    """`retry_after` in seconds."""

    detail = "Too many requests. Try again in a moment."

    def __init__(self, retry_after: int, detail: str | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(FandomError):
    """`retry_after` in seconds."""

    detail = "This is not available right now. Try again in a moment."

    def __init__(self, detail: str | None = None, *, retry_after: int = 2) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class StorageFull(FandomError):
    detail = "There is no room for more files right now."
