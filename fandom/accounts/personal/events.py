"""What has happened to one's own data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportAsked:
    export_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class ExportSettled:
    """It is ready, or has failed."""

    export_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class ExportForgotten:
    """Its row is gone; the file goes next."""

    export_id: str


@dataclass(frozen=True, slots=True)
class AccountDeleted:
    account_id: str


@dataclass(frozen=True, slots=True)
class ErasureDue:
    """`part` is the slice that has a step to do."""

    account_id: str
    part: str
