"""Files in a bucket, over S3."""

import functools
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import structlog

from fandom.config import Bucket
from fandom.core.errors import StorageFull, Unavailable
from fandom.infra.storage.local import full
from fandom.infra.storage.store import CHUNK, Missing, Reading

log = structlog.get_logger()

AWAY = "Our store of files does not answer right now. Try again in a moment."
RETRY_S = 5
GONE = frozenset({"404", "NoSuchKey", "NotFound"})
FULL = frozenset({"507", "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage"})


class S3:
    """Over the event loop's own sockets; a file is there whole or not at all, as S3 promises."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket

    @functools.cached_property
    def client(self) -> Any:
        """Made at first use: it takes half a second, and a fork must not share it."""
        import boto3
        from botocore.config import Config

        named = self.bucket
        options = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if named.endpoint else "auto"},
            connect_timeout=2,
            read_timeout=20,
            retries={"total_max_attempts": 2, "mode": "standard"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        keys = {"aws_access_key_id": named.key, "aws_secret_access_key": named.secret} if named.key else {}
        session = boto3.session.Session(region_name=named.region, **keys)
        return session.client("s3", endpoint_url=named.endpoint, config=options)

    def put(self, key: str, source: BinaryIO, mime: str) -> None:
        with _told():
            self.client.put_object(Bucket=self.bucket.name, Key=key, Body=source, ContentType=mime)

    def read(self, key: str, start: int, length: int) -> Reading:
        with _told():
            span = f"bytes={start}-{start + length - 1}"
            body = self.client.get_object(Bucket=self.bucket.name, Key=key, Range=span)["Body"]
        return Reading(body.iter_chunks(CHUNK), body.close)

    def head(self, key: str) -> tuple[int, str]:
        """How many bytes it has, and the mark that others would have in its place."""
        with _told():
            said = self.client.head_object(Bucket=self.bucket.name, Key=key)
        return int(said["ContentLength"]), str(said["ETag"])

    def keys(self, prefix: str) -> Iterator[str]:
        with _told():
            for page in self._pages(Prefix=prefix):
                yield from (each["Key"] for each in page.get("Contents", []))

    def fetch(self, key: str, to: Path) -> None:
        with _told():
            body = self.client.get_object(Bucket=self.bucket.name, Key=key)["Body"]
            with closing(body), to.open("wb") as file:
                for chunk in body.iter_chunks(CHUNK):
                    file.write(chunk)

    def discard(self, key: str) -> None:
        with _told():
            self.client.delete_object(Bucket=self.bucket.name, Key=key)

    def drop(self, folder: str) -> None:
        with _told():
            for page in self._pages(Prefix=folder):
                keys = [{"Key": each["Key"]} for each in page.get("Contents", [])]
                if keys:
                    self.client.delete_objects(Bucket=self.bucket.name, Delete={"Objects": keys, "Quiet": True})

    def folders(self, after: str, until: str) -> Iterator[str]:
        from fandom.infra.storage import folder_of

        last = ""
        with _told():
            for page in self._pages(StartAfter=folder_of(after) + "~"):
                for name in (each["Key"].split("/")[1] for each in page.get("Contents", [])):
                    if name >= until:
                        return
                    if name != last:
                        yield (last := name)

    def path(self, key: str) -> Path | None:
        del key
        return None

    def examine(self) -> str:
        key = f".trial-{secrets.token_hex(4)}"
        with _told():
            self.client.put_object(Bucket=self.bucket.name, Key=key, Body=b"trial")
            self.client.delete_object(Bucket=self.bucket.name, Key=key)
        return f"in the bucket {self.bucket.name} at {self.client.meta.endpoint_url}"

    def _pages(self, **which: str) -> Iterator[dict[str, Any]]:
        pages: Iterator[dict[str, Any]] = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket.name, **which
        )
        return pages


@contextmanager
def _told() -> Iterator[None]:
    """Whatever S3's client says, in the words of the house."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ClientError as error:
        code = error.response["Error"].get("Code", "")
        if code in GONE:
            raise Missing(code) from error
        if code in FULL:
            raise StorageFull from error
        raise _away(error) from error
    except (BotoCoreError, HTTPError) as error:
        raise _away(error) from error
    except OSError as error:
        if full(error):
            raise StorageFull from error
        raise _away(error) from error


def _away(error: Exception) -> Unavailable:
    """A wrong key looks the same to people; the log tells them apart."""
    log.warning("the store of files does not answer", error=str(error))
    return Unavailable(AWAY, retry_after=RETRY_S)
