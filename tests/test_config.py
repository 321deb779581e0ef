"""Settings from the environment."""

import re
from pathlib import Path

import pytest

from fandom.config import ROOT, from_environment
from fandom.infra.queue import QUEUES


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_plain_postgres_url_means_psycopg(scheme: str) -> None:
    found = from_environment({"DATABASE_URL": f"{scheme}://me@db/fandom"})
    assert found.database_url == "postgresql+psycopg://me@db/fandom"


def test_a_named_driver_is_left_alone() -> None:
    assert from_environment({"DATABASE_URL": "postgresql+psycopg://db/x"}).database_url == "postgresql+psycopg://db/x"


def test_the_environment_goes_before_what_a_running_fandom_left(tmp_path: Path) -> None:
    (tmp_path / "run.env").write_text("# left by bin/up\nFANDOM_ORIGIN=https://fan.example/\nREDIS_URL=unix:///left\n")
    found = from_environment({"FANDOM_DATA": str(tmp_path), "REDIS_URL": "unix:///given"})
    assert (found.origin, found.redis_url, found.secure) == ("https://fan.example", "unix:///given", True)


def test_without_a_secret_one_is_made_for_this_process(tmp_path: Path) -> None:
    environ = {"FANDOM_DATA": str(tmp_path)}
    first, second = from_environment(environ), from_environment(environ)
    assert len(first.secret) == 64
    assert first.secret != second.secret


def test_limits_can_be_turned_off_by_name_only() -> None:
    assert from_environment({}).limits
    assert not from_environment({"FANDOM_LIMITS": "off"}).limits


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("http://127.0.0.1:8000", {"http://127.0.0.1:8000", "http://localhost:8000"}),
        ("http://localhost", {"http://127.0.0.1", "http://localhost"}),
        ("https://fan.example", {"https://fan.example"}),
        ("http://127.0.0.1.evil.example", {"http://127.0.0.1.evil.example"}),
    ],
)
def test_this_machine_has_two_names_and_the_rest_of_the_world_one(origin: str, ours: set[str]) -> None:
    assert from_environment({"FANDOM_ORIGIN": origin}).origins == ours


@pytest.mark.parametrize("reader", ["fandom/config.py", "gunicorn.conf.py", "tools/up.py", "tools/python.sh"])
def test_every_setting_is_in_the_example(reader: str) -> None:
    read = set(re.findall(r"\b(?:FANDOM_[A-Z]+|DATABASE_URL|REDIS_URL|WEB_CONCURRENCY)\b", (ROOT / reader).read_text()))
    assert read <= set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_every_queue_has_its_worker_in_the_procfile() -> None:
    assert set(re.findall(r"fandom\.worker work (\w+)", (ROOT / "Procfile").read_text())) == set(QUEUES)


def test_a_bucket_is_one_only_when_it_has_a_name(tmp_path: Path) -> None:
    environ = {"FANDOM_DATA": str(tmp_path), "FANDOM_S3_KEY": "key", "FANDOM_S3_SECRET": "hidden"}
    assert from_environment(environ).bucket is None
    found = from_environment(environ | {"FANDOM_S3_BUCKET": "files", "FANDOM_S3_ENDPOINT": "https://s3.example"}).bucket
    assert found is not None
    assert (found.name, found.endpoint, found.region, found.key) == ("files", "https://s3.example", "us-east-1", "key")
    assert "hidden" not in repr(found)
