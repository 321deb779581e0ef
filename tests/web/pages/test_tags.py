"""The moments with a tag, of all shows."""

from collections.abc import Callable
from typing import Any

from tests.support.http import Http
from tests.web.conftest import Fandom

Said = Callable[[Any], str]


def test_a_tag_gathers_moments(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada, "The lamp again.", tags=("lamp",))
    fandom.moment(fandom.ada, "Something else.")
    said = words(http().page("/tags/Lamp"))
    assert "The lamp again." in said
    assert "Something else." not in said


def test_an_unused_tag_and_no_tag(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    assert "No moment that is open to you carries this tag." in words(http().page("/tags/kettle"))
    assert http().page("/tags/a!b").status_code == 404


def test_a_tag_is_sorted_as_a_show_is(http: Callable[..., Http], fandom: Fandom) -> None:
    first = fandom.moment(fandom.ada, "The lamp again.", tags=("lamp",))
    fandom.moment(fandom.ada, "A newer lamp.", tags=("lamp",))
    for handle in ("bo", "tuck", "yusra"):
        http(as_=fandom.fan(handle)).put(f"/moments/{first}/reactions/🔥")
    for sort, said in (("hot", "again"), ("new", "newer"), ("top", "again")):
        body = http().page(f"/tags/lamp?sort={sort}").get_data(as_text=True)
        assert min(("again", "newer"), key=body.index) == said
    assert http().page("/tags/lamp?sort=best").status_code == 404
