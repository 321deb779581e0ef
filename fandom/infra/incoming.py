"""Requests of ours: what is uploaded goes to the disk while it comes in, as much of it as its route allows."""

import hashlib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, ParamSpec, TypeVar, cast

from flask import Flask, Request, current_app, request

from fandom.core.errors import StorageFull, TooLarge
from fandom.infra import site
from fandom.infra.storage.local import full
from fandom.infra.threadpool import in_thread

P = ParamSpec("P")
R = TypeVar("R")
HEAD = 16
# What a form has beside its file.
AROUND = 100_000
# More than any form of ours sends.
FILES_MAX = 8
MARK = "takes_files"
KIND = "takes_type"


class Incoming:
    """One uploaded file, without a name on the disk, so that nothing is left of it whatever happens.

    `size` in bytes, `digest` of all of them and `head`, the first of them, are known once it is there.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = in_thread(partial(_nameless, folder))
        self.size = 0
        self.head = b""
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self.head += data[: max(0, HEAD - len(self.head))]
        try:
            return in_thread(partial(self._write, bytes(data)))
        except OSError as error:
            if full(error):
                raise StorageFull from error
            raise

    def __getattr__(self, name: str) -> Any:
        """Everything else that a file can do."""
        return getattr(self.file, name)

    def __del__(self) -> None:
        """A request that breaks off leaves it open."""
        if "file" in self.__dict__:
            self.file.close()

    def _write(self, data: bytes) -> int:
        self._hash.update(data)
        return self.file.write(data)


def _nameless(folder: Path) -> BinaryIO:
    return cast("BinaryIO", tempfile.TemporaryFile(dir=folder))


class Asked(Request):
    """A request of ours. Each part that calls itself a file is one that is open until the request is over."""

    files_begun = 0

    def _get_file_stream(self, *_args: Any, **_kwargs: Any) -> IO[bytes]:
        self.files_begun += 1
        if self.files_begun > FILES_MAX:
            raise TooLarge("Fewer files at once, please.")
        return cast("IO[bytes]", Incoming(site.settings().data / "incoming"))


def takes_files(view: Callable[P, R]) -> Callable[P, R]:
    """A route whose body may be as large as a file."""
    setattr(view, MARK, True)
    return view


def takes_up_to(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A route that takes files of a size of its own, in bytes."""

    def wrap(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, MARK, most)
        return view

    return wrap


def takes_bytes(mime: str, most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A route whose body is of this type, and read by its view as it comes."""

    def wrap(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, KIND, mime)
        return takes_up_to(most)(view)

    return wrap


def type_taken() -> str | None:
    """What this route takes besides JSON and forms."""
    found: str | None = getattr(current_app.view_functions.get(request.endpoint or ""), KIND, None)
    return found


def init(app: Flask) -> None:
    """Before anything reads the body, as the check of the CSRF token does."""
    app.request_class = Asked
    app.url_value_preprocessor(_allow)


def _allow(endpoint: str | None, _values: object) -> None:
    most = getattr(current_app.view_functions.get(endpoint or ""), MARK, False)
    if most:
        request.max_content_length = (site.settings().upload_max if most is True else most) + AROUND
