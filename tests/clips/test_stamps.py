"""Stamps: the same bytes at the same place have the same one, anything else another or none."""

import os
from pathlib import Path

import pytest

from fandom.clips.stamps import stamp_if_there, stamp_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "film.mp4"
    made.write_bytes(b"frames")
    return made


def test_the_same_is_the_same(file: Path) -> None:
    assert stamp_of(file) == stamp_of(file)
    assert len(stamp_of(file)) == 32


def test_other_bytes_are_others(file: Path) -> None:
    before, then = stamp_of(file), file.stat()
    os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns + 1))
    later = stamp_of(file)
    file.write_bytes(b"frames and more")
    os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert len({before, later, stamp_of(file)}) == 3


def test_another_place_is_another_film(file: Path) -> None:
    other = file.with_name("other.mp4")
    os.link(file, other)
    assert stamp_of(file) != stamp_of(other)


def test_what_is_no_plain_file_has_none(file: Path) -> None:
    folder = file.parent
    os.mkfifo(folder / "pipe.mp4")
    for path in (folder, folder / "pipe.mp4", folder / "none.mp4", file / "below.mp4", Path("/dev/null")):
        assert stamp_if_there(path) is None, path
        with pytest.raises((FileNotFoundError, NotADirectoryError)):
            stamp_of(path)


def test_links_are_not_followed(file: Path) -> None:
    folder = file.parent
    (folder / "link.mp4").symlink_to(file)
    (folder / "round.mp4").symlink_to("round.mp4")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    for path in (folder / "link.mp4", folder / "round.mp4", folder / "again" / "film.mp4"):
        assert stamp_if_there(path) is None, path


def test_a_path_is_written_in_one_way(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    for path in (Path("film.mp4"), file.parent / ".." / file.parent.name / "film.mp4"):
        assert stamp_if_there(path) is None, path
