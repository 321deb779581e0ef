"""Letters of notifications: to whom they are wanted by, once, and without what is sealed."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from fandom.accounts.models import Account
from fandom.accounts.relations import actions as relations
from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.notifications.choices import Choice
from fandom.notifications.letters import unsubscribe_path
from fandom.notifications.queries import wishes
from fandom.shows.models import Progress
from tests.moderation.conftest import Desk
from tests.notifications.test_choices import want
from tests.support.http import Http
from tests.support.people import Person
from tests.support.post import Office, Read, read

Client = Callable[..., Http]
Post = Callable[[], list[Read]]
BOTH = Choice(web=True, mail=True)


@pytest.fixture
def post(letters: Post, run_jobs: Callable[[], int]) -> Post:
    def opened() -> list[Read]:
        run_jobs()
        return letters()

    return opened


def reachable(person: Person, language: str | None = None) -> None:
    proved = update(Account).where(Account.id == person.id)
    with unit_of_work():
        db.session.execute(proved.values(email_verified_at=clock.now(), language=language))


@pytest.fixture
def reader(kestrel: Person) -> Person:
    """Verified, and wants all of it by letter, too."""
    reachable(kestrel)
    want(kestrel, comment=BOTH, reply=BOTH, mention=BOTH, follow=BOTH, milestone=BOTH, decision=BOTH)
    return kestrel


def test_a_comment_by_letter(http: Client, desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    moment = desk.moment(reader)
    comment = desk.comment(bo, moment, "before the ||knock|| <b>really</b>")
    (letter,) = post()
    assert (letter.to, letter.subject) == (reader.email, "bobo commented on your moment")
    assert f"http://localhost/m/{moment}#comment-{comment}" in letter.text
    assert "before the" in letter.text
    assert "knock" not in letter.text + letter.html
    assert "<b>really" not in letter.html
    stop = letter.headers["List-Unsubscribe"].strip("<>")
    assert (letter.headers["List-Unsubscribe-Post"], stop in letter.text) == ("List-Unsubscribe=One-Click", True)
    # As a mail program does it (RFC 8058): no cookie, no token, no page of ours.
    body = {"List-Unsubscribe": "One-Click"}
    assert http().page(stop.removeprefix("http://localhost"), method="POST", data=body).status_code == 200
    assert wishes(reader.id).of("comment") == Choice(web=True, mail=False)
    assert wishes(reader.id).of("reply") == BOTH


def test_no_second_letter_until_the_first_is_read(
    http: Client, desk: Desk, post: Post, reader: Person, bo: Person, noor: Person
) -> None:
    moment = desk.moment(reader)
    for each in (bo, noor, bo):
        desk.comment(each, moment)
    assert len(post()) == 1
    newest = http(as_=reader).get("/notifications").json["items"][0]["id"]
    http(as_=reader).post("/notifications/read", {"up_to": newest})
    desk.comment(noor, moment)
    assert [each.subject for each in post()][1:] == ["noor and bobo commented on your moment"]


def test_not_before_the_address_is_verified(desk: Desk, post: Post, kestrel: Person, bo: Person) -> None:
    want(kestrel, comment=BOTH)
    desk.comment(bo, desk.moment(kestrel))
    assert post() == []


def test_only_what_is_wanted_by_letter(desk: Desk, post: Post, kestrel: Person, bo: Person) -> None:
    reachable(kestrel)
    desk.comment(bo, desk.moment(kestrel))
    assert post() == []


def test_not_when_it_has_been_read_here(http: Client, desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    from fandom.notifications.actions import News, read_up_to, tell
    from fandom.notifications.events import LetterDue

    with unit_of_work():
        tell(account_id=reader.id, news=News("mention", "one", ("account", bo.id), bo.id))
        facts = db.session.info["facts"]
        told = next(each.notification_id for each in facts if isinstance(each, LetterDue))
        read_up_to(account_id=reader.id, notification_id=told)
    assert post() == []


def test_not_of_whom_one_has_blocked_since(desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    with unit_of_work():
        from fandom.notifications.actions import News, tell

        tell(account_id=reader.id, news=News("mention", "one", ("account", bo.id), bo.id))
        relations.block(account_id=reader.id, other_id=bo.id)
    assert post() == []


def test_sealed_words_are_in_no_letter(desk: Desk, post: Post, reader: Person, bo: Person, noor: Person) -> None:
    row = {"mode": "at", "season": 1, "number": 1, "position_ms": 0, "updated_at": clock.now()}
    with unit_of_work():
        db.session.add(Progress(show_id=desk.show.id, account_id=reader.id, **row))
    moment = desk.moment(bo, "the CANARY did it @kestrel", episode=(2, 6))
    desk.comment(noor, moment, "poor CANARY @kestrel")
    found = post()
    assert len(found) == 2
    for letter in found:
        assert "S2E6" in letter.text
        whole = f"{letter.subject} {letter.text} {letter.html} {letter.headers}"
        assert "CANARY" not in whole
        assert "Title of" not in whole


def test_a_statement_comes_by_letter_unless_it_is_not_wanted(
    desk: Desk, post: Post, kestrel: Person, bo: Person, mira: Person
) -> None:
    reachable(kestrel)
    desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "remove")
    (letter,) = post()
    assert letter.subject == "A moderator looked at something of yours"
    assert letter.text.count("\n") > 5


def test_what_is_taken_back_is_said_without_the_old_words(
    desk: Desk, post: Post, kestrel: Person, bo: Person, mira: Person
) -> None:
    reachable(kestrel)
    decision = desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "remove")
    post()
    desk.undo(mira.viewer, decision)
    (*_, letter) = post()
    assert letter.subject == "A decision about something of yours was taken back"
    assert "nothing of it counts against you" in letter.text
    assert "taken down" not in letter.text + letter.html


def test_what_was_taken_back_before_its_letter_went_needs_none(
    desk: Desk, post: Post, kestrel: Person, bo: Person, mira: Person
) -> None:
    reachable(kestrel)
    desk.undo(mira.viewer, desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "remove"))
    assert [each.subject for each in post()] == ["A decision about something of yours was taken back"]


def test_in_the_language_of_the_reader(desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    reachable(reader, "de")
    desk.comment(bo, desk.moment(reader))
    (letter,) = post()
    assert letter.headers["Content-Language"] == "de"
    assert 'lang="de"' in letter.html


def test_names_cannot_write_headers(desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    with unit_of_work():
        db.session.get_one(Account, bo.id).display_name = "Bo\r\nBcc: eve@example.org <script>"
    desk.comment(bo, desk.moment(reader))
    (letter,) = post()
    assert "Bcc" not in letter.headers
    assert "<script>" not in letter.html


@pytest.mark.parametrize("secret", ["x", "a.b.c", "WyJhIiwiZGlnZXN0Il0.forged"])
def test_nobody_ends_somebody_elses_letters(http: Client, reader: Person, secret: str) -> None:
    assert http().page(f"/unsubscribe/{secret}").status_code == 410
    assert http().page(f"/unsubscribe/{secret}", method="POST").status_code == 410


def test_opening_the_page_ends_nothing(http: Client, reader: Person) -> None:
    path = unsubscribe_path(reader.id, "comment")
    assert http().page(path).status_code == 200
    assert wishes(reader.id).of("comment").mail
    for _ in range(2):
        assert http(as_=reader).page(path, method="POST").status_code == 200
    assert not wishes(reader.id).of("comment").mail


def test_a_whole_letter_over_the_wire(
    http: Client, by_post: Office, run_jobs: Callable[[], int], desk: Desk, reader: Person, bo: Person
) -> None:
    desk.comment(bo, desk.moment(reader), "before the knock")
    run_jobs()
    (letter,) = [read(each) for each in by_post.got]
    assert by_post.to == [reader.email]
    assert "before the knock" in letter.text
