"""What of a case and of a decision is kept from whom."""

from collections.abc import Callable

from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.moderation.conftest import Desk
from tests.posts.conftest import seen_up_to
from tests.support.http import Http
from tests.support.people import Person, token_of

Client = Callable[..., Http]


def test_a_comment_below_what_is_covered_is_covered(
    http: Client, desk: Desk, show: ShowView, kestrel: Person, bo: Person, mira: Person
) -> None:
    """Also one that says of itself that it spoils nothing beyond the first episode."""
    moment = desk.moment(kestrel, episode=(2, 6))
    comments = [desk.comment(bo, moment, "the lamplighter", reveals_at=Place((1, 1))) for _ in range(2)]
    case = desk.case(kestrel, "comment", comments[0])
    seen_up_to(mira, show, 1, 2)
    found = http(as_=mira).get(f"/moderation/cases/{case.id}").get_json()
    words = [found["target"]["now"], found["evidence"][0]["words"], *found["context"]]
    assert [each["covered"] for each in words] == [True] * 4


def test_a_token_reads_decisions_only_with_the_scope_to_moderate(
    http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    path = f"/decisions/{desk.decide(mira.viewer, case.id, 'hide', note='between us')}"
    for scope, status in (("read", 404), ("moderate", 403)):
        bearer = {"Authorization": f"Bearer {token_of(mira, scope)}"}
        assert http().get(path, headers=bearer).status_code == status
    bearer = {"Authorization": f"Bearer {token_of(mira, 'read', 'moderate')}"}
    assert http().get(path, headers=bearer).get_json()["note"] == "between us"
    own = {"Authorization": f"Bearer {token_of(kestrel, 'read')}"}
    assert http().get(path, headers=own).get_json()["note"] is None
