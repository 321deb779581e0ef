"""Files below one folder, and never one outside of it."""

import os
from pathlib import Path

import pytest

from fandom.shows.library.files import NO_FILE, OUTSIDE, TOO_LARGE, TWICE, Library, Unread
from tests.shows.library.folders import put


@pytest.fixture
def library(tmp_path: Path) -> Library:
    put(tmp_path, "outside/secret.nfo", "secret")
    put(tmp_path, "inside/a/show.nfo", "show")
    return Library.at(tmp_path / "inside")


@pytest.mark.parametrize(
    "path", ["../outside/secret.nfo", "a/../../outside/secret.nfo", "/etc/passwd", "link.nfo", "out/secret.nfo"]
)
def test_nothing_outside_is_read(library: Library, path: str) -> None:
    (library.root / "link.nfo").symlink_to(library.root.parent / "outside" / "secret.nfo")
    (library.root / "out").symlink_to(library.root.parent / "outside")
    with pytest.raises(Unread, match=OUTSIDE):
        library.read(path, 100)


def test_links_are_listed_by_where_they_lead(library: Library) -> None:
    for name, target in (("in.nfo", "a/show.nfo"), ("again", "a"), ("out", "../outside"), ("gone.nfo", "nowhere")):
        (library.root / name).symlink_to(target)
    (library.root / "round").symlink_to("round")
    found = library.folder("")
    assert (found.files, found.folders) == (["in.nfo"], ["a"])
    said = {each.file: each.why for each in found.skipped}
    assert (said.pop("again"), said.pop("out")) == (TWICE, OUTSIDE)
    assert sorted(said) == ["gone.nfo", "round"]
    assert all(why.startswith("It cannot be read") for why in said.values())
    assert library.read("in.nfo", 100) == b"show"


def test_a_pipe_is_not_waited_for(library: Library) -> None:
    os.mkfifo(library.root / "pipe.nfo")
    with pytest.raises(Unread, match=NO_FILE):
        library.read("pipe.nfo", 100)


def test_what_is_too_large_is_not_read_whole(library: Library) -> None:
    assert library.read("a/show.nfo", 4) == b"show"
    with pytest.raises(Unread, match=TOO_LARGE):
        library.read("a/show.nfo", 3)


def test_what_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(Unread, match="cannot be read"):
        library.read("a/none.nfo", 100)
    assert [each.file for each in library.folder("none").skipped] == ["none"]


def test_what_may_not_be_read_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root reads everything, so the refusal is the system's own, handed in."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("fandom.shows.library.files.os.scandir", refuse)
    assert [each.why for each in library.folder("").skipped] == ["It cannot be read: Permission denied."]
    monkeypatch.setattr("fandom.shows.library.files.os.open", refuse)
    with pytest.raises(Unread, match="Permission denied"):
        library.read("a/show.nfo", 100)


def test_names_that_nobody_could_ask_for_again_are_passed_over(library: Library) -> None:
    for name in (b"\xff.nfo", b"two\nlines.nfo", b".hidden.nfo"):
        (library.root / os.fsdecode(name)).write_text("x")
    assert library.folder("").files == []


def test_folders_that_systems_keep_are_passed_over(library: Library) -> None:
    for name in ("@eaDir", ".git", "Extras", "lost+found"):
        (library.root / name).mkdir()
    assert library.folder("").folders == ["a"]


def test_too_deep_is_deep_enough(library: Library) -> None:
    put(library.root, "/".join("abcdefghijklmnop") + "/x.nfo")
    walked = list(library.walk("a"))
    assert len(walked) == 13
    assert [each.file for folder in walked for each in folder.skipped] == ["/".join("abcdefghijklm")]
