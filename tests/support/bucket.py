"""A real S3 server: SeaweedFS, started by the first test that needs it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from fandom.config import Bucket
from fandom.infra.storage.s3 import S3
from tests.support.gunicorn import free_port
from tests.support.waiting import until

WEED = Path(sys.executable).with_name("weed")
KEYS = {"accessKey": "tests", "secretKey": "tests-secret"}
GRPC_APART = 10_000


@contextmanager
def running() -> Iterator[Bucket]:
    # Not pytest's own folder: the path of a socket below it would be too long.
    with tempfile.TemporaryDirectory(prefix="weed-") as folder:
        config = Path(folder) / "s3.json"
        rights = {"name": "tests", "credentials": [KEYS], "actions": ["Admin", "Read", "Write", "List"]}
        config.write_text(json.dumps({"identities": [rights]}))
        port = _port()
        process = subprocess.Popen(
            _command(folder, config, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
        )
        try:
            made = Bucket("files", f"http://127.0.0.1:{port}", "us-east-1", KEYS["accessKey"], KEYS["secretKey"])
            until(lambda: _created(made))
            yield made
        finally:
            process.kill()
            process.wait()


def _command(folder: str, config: Path, port: int) -> list[str]:
    ports = [f"-{part}={_port()}" for part in ("master.port", "volume.port", "filer.port")]
    return [
        *(str(WEED), "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", *ports),
        *("-filer", "-s3", f"-s3.port={port}", f"-s3.config={config}", "-volume.max=4", "-master.volumeSizeLimitMB=64"),
        *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
    ]


def _port() -> int:
    """One that has another that far above it, where the server puts its gRPC."""
    return until(lambda: next((port for port in [free_port()] if port < 65_535 - GRPC_APART), None)) or 0


def _created(bucket: Bucket) -> bool:
    try:
        S3(bucket).client.create_bucket(Bucket=bucket.name)
    except (BotoCoreError, ClientError):
        return False
    return True


@pytest.fixture(scope="session")
def bucket() -> Iterator[Bucket]:
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def s3(bucket: Bucket) -> S3:
    """One for all: its client takes half a second to make."""
    return S3(bucket)
