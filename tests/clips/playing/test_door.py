"""The bytes of a film: whose they are to have, all of them or a part, and only as long as they are the same."""

import dataclasses
import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from fandom.infra import storage
from fandom.infra.storage import lent
from fandom.infra.storage.lent import Lent
from fandom.media import actions, jobs, orphans
from fandom.media.places import Lent as Place
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]


def test_it_is_the_film_and_can_be_nothing_else(http: Client, address: str, own_film: Path) -> None:
    whole = http().page(address)
    assert (whole.status_code, whole.data) == (200, own_film.read_bytes())
    assert whole.headers["Content-Type"] == "video/mp4"
    assert whole.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Cache-Control"] == "private, no-cache"
    assert int(whole.headers["Content-Length"]) == own_film.stat().st_size


@pytest.mark.parametrize("asked", ["0-", "0-0", "100-", "-7", "7-99999999", "1000-3000", "-99999999"])
def test_parts_are_those_of_the_file(http: Client, address: str, own_film: Path, asked: str) -> None:
    data, browser = own_film.read_bytes(), http()
    tag = browser.page(address).headers["ETag"]
    part = browser.page(address, headers={"Range": f"bytes={asked}", "If-Range": tag})
    first, _, last = asked.partition("-")
    start = int(first) if first else max(0, len(data) - int(last))
    stop = min(len(data), int(last) + 1) if first and last else len(data)
    assert (part.status_code, part.data) == (206, data[start:stop])
    assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(data)}"
    assert int(part.headers["Content-Length"]) == stop - start


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=99999999-"}, 416),
        ({"Range": "bytes=0-1", "If-Range": '"another"'}, 200),
        ({"Range": "bytes=0-1,4-5"}, 200),
        ({"Range": "bytes=5-2"}, 200),
    ],
)
def test_odd_parts(http: Client, address: str, headers: dict[str, str], status: int) -> None:
    assert http().page(address, headers=headers).status_code == status


def test_its_head_alone(http: Client, address: str, own_film: Path) -> None:
    head = http().call("HEAD", address)
    assert (head.status_code, head.data) == (200, b"")
    assert int(head.headers["Content-Length"]) == own_film.stat().st_size
    own_film.unlink()
    assert http().call("HEAD", address).status_code == 404


def test_an_unchanged_one_is_not_sent_again(http: Client, address: str, own_film: Path) -> None:
    tag = http().page(address).headers["ETag"]
    assert http().page(address, headers={"If-None-Match": tag}).status_code == 304
    own_film.unlink()
    assert http().page(address, headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize(
    ("watching", "visitor", "fan"), [("everyone", 200, 200), ("fans", 404, 200), ("nobody", 404, 404)]
)
def test_the_fandom_says_who_may_watch(
    http: Client, address: str, allow: Callable[[str], None], bo: Person, watching: str, visitor: int, fan: int
) -> None:
    allow(watching)
    assert http().page(address).status_code == visitor
    assert http(as_=bo).page(address).status_code == fan


def test_nothing_is_said_of_where_it_lies(http: Client, opened: str, address: str, own_film: Path) -> None:
    own_film.unlink()
    gone = http().page(address)
    assert gone.status_code == 404
    assert own_film.parent.name not in gone.text
    assert str(own_film.parent) not in str(gone.headers)
    assert http().get(f"/media/{opened}").status_code == 404


def test_a_link_put_in_its_place_leads_nowhere(http: Client, address: str, own_film: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    own_film.rename(secret)
    own_film.symlink_to(secret)
    assert http().page(address).status_code == 404


def test_neither_does_one_in_place_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    film = folder / "a.mp4"
    film.write_bytes(b"frames")
    told = Lent(film, lent.stamp_of(film, film.stat()))
    with closing(told.read(1, 3)) as reading:
        assert list(reading) == [b"ram"]
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(storage.Missing):
        told.check()


def test_what_is_no_file_any_more_is_not_waited_for(http: Client, address: str, own_film: Path) -> None:
    own_film.unlink()
    os.mkfifo(own_film)
    assert http().page(address).status_code == 404
    own_film.unlink()
    own_film.mkdir()
    assert http().page(address).status_code == 404


def test_folders_that_one_may_only_pass_are_passed(tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    film = folder / "a.mp4"
    film.write_bytes(b"frames")
    folder.chmod(0o111)
    try:
        Lent(film, lent.stamp_of(film, film.stat())).check()
    finally:
        folder.chmod(0o755)


def test_other_bytes_are_another_film(http: Client, address: str, own_film: Path) -> None:
    own_film.write_bytes(own_film.read_bytes() + b" ")
    assert http().page(address).status_code == 404


def test_what_takes_its_place_while_it_is_sent_is_not_sent(own_film: Path) -> None:
    told = Lent(own_film, lent.stamp_of(own_film, own_film.stat()))
    data = own_film.read_bytes()
    size = len(data)
    other = own_film.with_name("other.mp4")
    other.write_bytes(b"x" * size)
    with closing(told.read(0, size)) as reading:
        other.rename(own_film)
        # The one that was opened goes on to its end: it is another file than the one that has its name now.
        assert b"".join(reading) == data
    with pytest.raises(storage.Missing):
        told.check()


def test_what_is_written_over_it_ends_the_sending(own_film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lent, "CHUNK", 1000)
    told = Lent(own_film, lent.stamp_of(own_film, own_film.stat()))
    with closing(told.read(0, own_film.stat().st_size)) as reading:
        chunks = iter(reading)
        assert len(next(chunks)) == 1000
        own_film.write_bytes(b"x" * own_film.stat().st_size)
        with pytest.raises(storage.Missing):
            next(chunks)


@pytest.fixture
def handed(app: Flask, own_film: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def say(setting: str, folder: Path | None = None) -> None:
        named = ((folder or own_film.parent, "/films/"),)
        now = dataclasses.replace(app.extensions["settings"], accelerator=setting, accelerated=named)
        monkeypatch.setitem(app.extensions, "settings", now)

    return say


def test_the_web_server_before_us_sends_what_lies_in_a_folder_that_it_knows(
    http: Client, address: str, own_film: Path, handed: Callable[..., None]
) -> None:
    for setting, told in (("X-Accel-Redirect:/kept/", "/films/own.mp4"), ("X-Sendfile", str(own_film))):
        handed(setting)
        answer = http().page(address)
        assert (answer.data, answer.headers[setting.partition(":")[0]]) == (b"", told)
    own_film.unlink()
    assert http().page(address).status_code == 404


def test_other_folders_are_sent_by_the_house(
    http: Client, address: str, own_film: Path, tmp_path: Path, handed: Callable[..., None]
) -> None:
    handed("X-Accel-Redirect:/kept/", tmp_path / "others")
    assert http().page(address).data == own_film.read_bytes()
    handed("")
    assert http().page(address).data == own_film.read_bytes()


def test_no_name_of_a_file_becomes_a_header_of_its_own(tmp_path: Path, app: Flask) -> None:
    settings = dataclasses.replace(
        app.extensions["settings"], accelerator="X-Accel-Redirect:/kept/", accelerated=((tmp_path, "/films"),)
    )
    path = tmp_path / "a\r\nSet-Cookie: b=c %2e ü.mp4"
    assert Place(path, "").handed(settings) == {
        "X-Accel-Redirect": "/films/a%0D%0ASet-Cookie%3A%20b%3Dc%20%252e%20%C3%BC.mp4"
    }


@pytest.fixture
def swept(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Everything that is swept, at once."""
    monkeypatch.setattr(actions, "UNHELD_KEPT", timedelta(0))
    monkeypatch.setattr(orphans, "YOUNGEST", timedelta(0))
    return jobs.tidy


def test_sweeps_leave_it_alone(
    http: Client, address: str, own_film: Path, swept: Callable[[], None], run_jobs: Callable[[], int]
) -> None:
    swept()
    run_jobs()
    assert http().page(address).data == own_film.read_bytes()
