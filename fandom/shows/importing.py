"""Catalogue files: read, checked, and brought in one show at a time."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fandom.core.errors import Invalid
from fandom.infra.db import unit_of_work
from fandom.shows import actions
from fandom.shows.catalogue import CatalogueShow
from fandom.shows.catalogue_schema import parsed

MAX_BYTES = 5_000_000


def from_path(path: Path) -> Iterator[str]:
    """A line for each show. Every file is checked before the first one changes anything; each show is one transaction.

    `path` is a file, or a folder whose *.json files are taken.
    """
    for show in _distinct({file: read(file) for file in _files(path)}):
        with unit_of_work():
            outcome = actions.import_show(show=show)
        yield f"{show.slug}: {outcome}"


def read(file: Path) -> CatalogueShow:
    """The show that a file describes, or Invalid with the file's name and the field's."""
    return parsed(_json(file), file.name)


def _distinct(found: Mapping[Path, CatalogueShow]) -> list[CatalogueShow]:
    first: dict[str, Path] = {}
    for file, show in found.items():
        if first.setdefault(show.slug, file) != file:
            raise Invalid(errors={f"{file.name}: slug": [f"{first[show.slug].name} has this slug, too."]})
    return list(found.values())


def _files(path: Path) -> list[Path]:
    found = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not found:
        raise Invalid(errors={str(path): ["There is no JSON file here."]})
    return found


def _json(file: Path) -> Any:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Invalid(errors={file.name: ["This file is too large for one show."]})
        return json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise Invalid(errors={file.name: [f"This file cannot be read: {error.strerror}."]}) from error
    except (ValueError, RecursionError) as error:
        raise Invalid(errors={file.name: [f"This is not JSON: {error}."]}) from error
