"""oEmbed: the moment of an address of ours, as everybody may see it."""

from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from fandom.shows.values import ShowView
from tests.sharing.conftest import OPEN, World, publish, reseal, upload
from tests.support.http import Http
from tests.support.people import Person

Browse = Callable[..., Http]


def ask(http: Browse, url: str, **more: Any) -> Any:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return http().get(f"/oembed?url={quote(url, safe='')}{rest}")


def test_what_is_open(world: World, http: Browse) -> None:
    answer = ask(http, f"http://localhost/m/{world.open}")
    found = answer.json
    assert (found["version"], found["type"], found["provider_name"]) == ("1.0", "rich", "Fandom")
    assert found["title"] == "A moment from Saltmarsh, S1E1"
    assert (found["author_name"], found["author_url"]) == ("author", "http://localhost/u/author")
    assert f'<iframe src="http://localhost/m/{world.open}/embed" width="560" height="300"' in found["html"]
    assert (found["width"], found["height"]) == (560, 300)
    assert found["thumbnail_url"] == f"http://localhost/m/{world.open}/card.jpg"
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (1200, 630)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "form",
    ["http://localhost/m/{}", "https://localhost/m/{}", "http://LOCALHOST/m/{}/", "http://localhost/m/{}?a=1#talk"],
)
def test_addresses_of_ours(world: World, http: Browse, form: str) -> None:
    assert ask(http, form.format(world.open)).status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        *(
            "http://evil.example/m/{}",
            "http://localhost.evil.example/m/{}",
            "http://localhost:81/m/{}",
            "//localhost/m/{}",
        ),
        *("http://localhost@evil.example/m/{}", "http://evil.example@localhost/m/{}", "ftp://localhost/m/{}", "/m/{}"),
        *("http://localhost/m/{}/edit", "http://localhost/u/{}", "http://localhost/x/m/{}", "http://[::1/m/{}"),
        *("http://localhost/m/0000000000000", "http://localhost/m/", "http://localhost", "javascript:alert(1)//{}"),
    ],
)
def test_addresses_of_others(world: World, http: Browse, form: str) -> None:
    assert ask(http, form.format(world.open)).status_code == 404


def test_room(world: World, http: Browse, show: ShowView, author: Person) -> None:
    url = f"http://localhost/m/{world.open}"
    small = ask(http, url, maxwidth=320, maxheight=200).json
    assert (small["width"], small["height"]) == (320, 200)
    assert 'width="320" height="200"' in small["html"]
    assert "thumbnail_url" not in small
    assert ask(http, url, maxwidth=4000).json["width"] == 560
    pictured = publish(author, show, "Light", episode=OPEN, media=(upload(author),))
    assert ask(http, f"http://localhost/m/{pictured}").json["height"] == 520
    for wrong in ("0", "-1", "a", "1e9"):
        assert ask(http, url, maxwidth=wrong).status_code == 422


def test_only_json(world: World, http: Browse) -> None:
    url = f"http://localhost/m/{world.open}"
    assert ask(http, url, format="json").status_code == 200
    refused = ask(http, url, format="xml")
    assert (refused.status_code, refused.mimetype) == (501, "application/problem+json")


def test_arguments_that_other_programs_add_say_nothing(world: World, http: Browse) -> None:
    assert ask(http, f"http://localhost/m/{world.open}", dnt=1, callback="x").status_code == 200
    assert http().get("/oembed").status_code == 422


def test_it_is_sealed_when_the_moment_is(world: World, http: Browse) -> None:
    before = ask(http, f"http://localhost/m/{world.open}")
    reseal(world.open)
    after = ask(http, f"http://localhost/m/{world.open}")
    assert after.json["title"] == "A moment from Saltmarsh, S1E2"
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_title_cannot_leave_its_place(http: Browse, author: Person) -> None:
    from tests.support.catalogue import make_show

    odd = make_show("odd", title='"><script>alert(1)</script>')
    code = ask(http, f"http://localhost/m/{publish(author, odd, 'Hm')}").json["html"]
    assert "<script" not in code
    assert '"><script>' in unescape(code)


def test_the_page_of_the_moment_names_it(world: World, http: Browse) -> None:
    page = http().page(f"/m/{world.open}").get_data(as_text=True)
    address = unescape(page.partition('type="application/json+oembed" href="')[2].partition('"')[0])
    assert address.startswith("http://localhost/api/v1/oembed?url=")
    assert http().page(address.removeprefix("http://localhost")).status_code == 200
