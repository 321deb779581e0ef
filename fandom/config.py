"""One frozen Settings, read once from the environment; nothing else in the house reads os.environ."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where files are kept when not on this disk: anything that speaks S3. Without `endpoint` it is Amazon's."""

    name: str
    endpoint: str | None = None
    region: str = "us-east-1"
    key: str | None = None
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """`origin` is the one public origin: cookies, links and socket connections are pinned to it."""

    database_url: str
    redis_url: str
    secret: str
    origin: str = "http://127.0.0.1:8000"
    data: Path = ROOT / "var"
    proxies: int = 0
    limits: bool = True
    worker: bool = True
    log_json: bool = True
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    bucket: Bucket | None = None
    upload_max: int = 20_000_000
    accelerator: str = ""
    clip_av1: bool = False
    films_max: int = 20_000_000_000
    accelerated: tuple[tuple[Path, str], ...] = ()
    libraries: tuple[Path, ...] = ()

    @property
    def secure(self) -> bool:
        return self.origin.startswith("https://")

    @property
    def origins(self) -> frozenset[str]:
        """Ours: `origin`, and while that is this machine, its other name too."""
        scheme, _, host = self.origin.partition("://")
        name, colon, port = host.partition(":")
        names = LOOPBACK if name in LOOPBACK else {name}
        return frozenset(f"{scheme}://{each}{colon}{port}" for each in names)


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Environment first, then `run.env` in the data folder, which a running `bin/up` leaves for the command line."""
    real = dict(os.environ if environ is None else environ)
    data = Path(real.get("FANDOM_DATA") or ROOT / "var").resolve()
    found = _env_file(data / "run.env") | real
    return Settings(
        database_url=_database_url(found.get("DATABASE_URL", "")),
        redis_url=found.get("REDIS_URL", ""),
        secret=found.get("FANDOM_SECRET") or secrets.token_hex(32),
        origin=found.get("FANDOM_ORIGIN", "http://127.0.0.1:8000").rstrip("/"),
        data=data,
        proxies=int(found.get("FANDOM_PROXIES", "0")),
        limits=found.get("FANDOM_LIMITS", "on") != "off",
        worker=found.get("FANDOM_SERVICE_WORKER", "on") != "off",
        log_json=found.get("FANDOM_LOG", "json") == "json",
        smtp_url=found.get("FANDOM_SMTP_URL", ""),
        mail_from=found.get("FANDOM_MAIL_FROM", ""),
        bucket=_bucket(found),
        upload_max=int(found.get("FANDOM_UPLOAD_MAX", "20000000")),
        films_max=int(found.get("FANDOM_FILMS_MAX", "20000000000")),
        clip_av1=found.get("FANDOM_CLIP_AV1") == "on",
        accelerator=found.get("FANDOM_ACCELERATOR", ""),
        accelerated=_locations(found.get("FANDOM_ACCELERATED", "")),
        libraries=tuple(Path(each) for each in found.get("FANDOM_LIBRARY", "").split(os.pathsep) if each),
    )


def _locations(said: str) -> tuple[tuple[Path, str], ...]:
    """Folders of films as the web server before us knows them: `/srv/films=/films/:/mnt/more=/more/`."""
    pairs = (each.partition("=") for each in said.split(os.pathsep) if each)
    return tuple((Path(folder), location) for folder, _, location in pairs)


def _bucket(found: Mapping[str, str]) -> Bucket | None:
    name = found.get("FANDOM_S3_BUCKET")
    if not name:
        return None
    return Bucket(
        name,
        endpoint=found.get("FANDOM_S3_ENDPOINT") or None,
        region=found.get("FANDOM_S3_REGION") or "us-east-1",
        key=found.get("FANDOM_S3_KEY") or None,
        secret=found.get("FANDOM_S3_SECRET") or None,
    )


def _database_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url


def _env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip('"') for name, value in pairs}
