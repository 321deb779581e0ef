"""Where the bytes of files are kept: on this disk or in a bucket, by setting."""

from typing import cast

from flask import Flask, current_app

from fandom.config import Bucket, Settings
from fandom.infra.storage.local import Disk
from fandom.infra.storage.store import Missing, Reading, Store

__all__ = ["Missing", "Reading", "Store", "folder_of", "init", "of", "store"]

SHARD = 4


def init(app: Flask, settings: Settings) -> None:
    """Opens no connection: the bucket is called when a file is."""
    app.extensions["storage"] = of(settings)


def of(settings: Settings) -> Store:
    return _bucket(settings.bucket) if settings.bucket else Disk(settings.data / "media")


def store() -> Store:
    return cast("Store", current_app.extensions["storage"])


def folder_of(file_id: str) -> str:
    """Everything of one file lies below this. Ids begin with their time: a shard holds what came within 70 minutes."""
    return f"{file_id[:SHARD]}/{file_id}/"


def _bucket(bucket: Bucket) -> Store:
    from fandom.infra.storage.s3 import S3

    return S3(bucket)
