"""What has happened to files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileUploaded:
    """It is stored and waits to be decoded."""

    file_id: str


@dataclass(frozen=True, slots=True)
class ClipUploaded:
    """A video of its owner's is stored and waits to be made into a clip."""

    file_id: str


@dataclass(frozen=True, slots=True)
class FileReady:
    file_id: str
    owner_id: str | None


@dataclass(frozen=True, slots=True)
class FileFailed:
    file_id: str
    owner_id: str | None


@dataclass(frozen=True, slots=True)
class FileDescribed:
    """What is to be seen on it is said in other words."""

    file_id: str
    owner_id: str | None


@dataclass(frozen=True, slots=True)
class FileForgotten:
    """Its rows are gone; what is stored of it goes next."""

    file_id: str
