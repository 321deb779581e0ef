"""What people say about a moment."""

from collections.abc import Callable
from typing import Any

from tests.support.http import Http
from tests.web.conftest import Fandom

Said = Callable[[Any], str]


def test_saying_something_leads_back_to_it(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 4))
    browser = http(as_=fandom.bo)
    answer = browser.page(f"/m/{moment}/comments", method="POST", data={"body": "The kettle!", "at": "12:33"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"/m/{moment}#comment-")
    said = words(browser.page(f"/m/{moment}"))
    assert "The kettle!" in said
    assert "12:33" in said


def test_a_reply_stands_below_what_it_answers(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    first = fandom.comment(fandom.ada, moment)
    browser = http(as_=fandom.bo)
    browser.page(f"/m/{moment}/comments", method="POST", data={"body": "I missed it.", "parent": first})
    body = browser.page(f"/m/{moment}").get_data(as_text=True)
    thread = body[body.index(f'id="comment-{first}"') :]
    assert thread.index('<ol class="talk">') < thread.index("I missed it.")


def test_what_failed_is_still_there_with_a_sentence(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 4))
    answer = http(as_=fandom.bo).page(f"/m/{moment}/comments", method="POST", data={"body": "Look!", "at": "soon"})
    assert answer.status_code == 422
    assert ">Look!</textarea>" in answer.get_data(as_text=True)
    assert "Write times like 12:31." in words(answer)


def test_a_failed_reply_fails_where_it_was_written(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    first = fandom.comment(fandom.ada, moment)
    typed = {"body": "y" * 2001, "parent": first}
    body = http(as_=fandom.bo).page(f"/m/{moment}/comments", method="POST", data=typed).get_data(as_text=True)
    reply = body[body.index(f'id="write-{first}"') :]
    assert "y" * 2001 in reply[: reply.index("</form>")]
    assert "y" * 2001 not in body[: body.index(f'id="write-{first}"')]


def test_editing_and_taking_back_are_for_who_said_it(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada)
    comment = fandom.comment(fandom.bo, moment)
    for what in ("edit", "delete"):
        assert http(as_=fandom.ada).page(f"/comments/{comment}/{what}").status_code == 403
    browser = http(as_=fandom.bo)
    edited = browser.page(f"/comments/{comment}/edit", method="POST", data={"body": "The lamp!", "version": "1"})
    assert edited.headers["Location"] == f"/m/{moment}#comment-{comment}"
    assert "The lamp!" in words(browser.page(f"/m/{moment}"))
    assert browser.page(f"/comments/{comment}/delete", method="POST").status_code == 303
    assert "The lamp!" not in words(browser.page(f"/m/{moment}"))


def test_an_edit_of_something_older_is_shown_again(http: Callable[..., Http], fandom: Fandom) -> None:
    comment = fandom.comment(fandom.bo, fandom.moment(fandom.ada))
    browser = http(as_=fandom.bo)
    for body, status in (("First.", 303), ("", 412), ("Second.", 412)):
        answer = browser.page(f"/comments/{comment}/edit", method="POST", data={"body": body, "version": "1"})
        assert answer.status_code == status
    empty = browser.page(f"/comments/{comment}/edit", method="POST", data={"body": " ", "version": "2"})
    assert empty.status_code == 422


def test_a_tombstone_says_who_took_it(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada)
    first = fandom.comment(fandom.bo, moment, "Gone soon.")
    fandom.comment(fandom.ada, moment, "Why?", parent=first)
    http(as_=fandom.bo).page(f"/comments/{first}/delete", method="POST")
    said = words(http().page(f"/m/{moment}"))
    assert "Taken back by the person who wrote it." in said
    assert "Gone soon." not in said
    assert "Why?" in said


def test_visitors_read_and_are_invited(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada)
    fandom.comment(fandom.bo, moment)
    said = words(http().page(f"/m/{moment}"))
    assert "The kettle!" in said
    assert "Sign in to say something." in said
    assert http().page(f"/m/{moment}/comments", method="POST", data={"body": "x"}).status_code == 401


def test_an_answer_to_no_comment_at_all(http: Callable[..., Http], fandom: Fandom) -> None:
    path = f"/m/{fandom.moment(fandom.ada)}/comments"
    for parent in ("\0", "x" * 300, "0000000000000"):
        answer = http(as_=fandom.bo).page(path, method="POST", data={"body": "Yes.", "parent": parent})
        assert answer.status_code == 422


def test_a_comment_may_know_more_than_its_moment(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 4))
    browser = http(as_=fandom.bo)
    form = browser.page(f"/m/{moment}").get_data(as_text=True)
    assert '<option value="s01e05">' in form
    assert '<option value="s01e03">' not in form
    answer = browser.page(f"/m/{moment}/comments", method="POST", data={"body": "It was him.", "more": "s01e06"})
    comment = answer.headers["Location"].partition("#comment-")[2]
    fandom.place(fandom.ada, "s01e04")
    behind = http(as_=fandom.ada).page(f"/m/{moment}").get_data(as_text=True)
    assert "It was him." not in behind
    assert "Something about S1E6" in behind
    assert '<input type="hidden" name="episode" value="s01e06">' in behind
    edit = browser.page(f"/comments/{comment}/edit").get_data(as_text=True)
    assert '<option value="s01e06" selected>' in edit
    version = edit.split('name="version" value="')[1].split('"')[0]
    browser.page(f"/comments/{comment}/edit", method="POST", data={"body": "Him.", "version": version, "more": ""})
    assert "Him." in words(http(as_=fandom.ada).page(f"/m/{moment}"))
