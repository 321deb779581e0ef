"""A fandom full of words that not everybody has reached, and those who look at it."""

import hashlib
import io
import random
from collections.abc import Iterable, Sized
from datetime import timedelta
from typing import Any

from PIL import Image
from sqlalchemy import select, update

from fandom.accounts.models import Account
from fandom.accounts.personal.actions import ask_export
from fandom.accounts.relations import actions as relations
from fandom.core import clock
from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.moderation import access as desk
from fandom.moderation.actions import claims, decisions, reports
from fandom.moderation.models import Case
from fandom.moderation.values import Complaint, Ruling
from fandom.notifications.actions import choose
from fandom.notifications.choices import KINDS
from fandom.notifications.models import Notification
from fandom.posts import actions as posting
from fandom.posts.access import moment_to_answer, moment_to_delete, moment_to_edit
from fandom.posts.comments import actions as commenting
from fandom.posts.drafts.actions import keep_draft
from fandom.posts.drafts.values import Typed
from fandom.posts.models import Moment
from fandom.posts.reactions import actions as reacting
from fandom.posts.values import CommentDraft, MomentChange, MomentDraft, Place
from fandom.shows.actions import join, set_progress
from fandom.shows.progress import Said, reached
from fandom.shows.queries import episode as episode_at
from fandom.worker import make_digests
from tests.spoilers.canaries import Canaries, Colour
from tests.spoilers.cast import (
    AFTER,
    BOTH,
    EXACTLY,
    HERE_MS,
    JUDGES,
    LATE,
    NEARLY,
    NOON,
    SAID_LATE,
    SEATS,
    RunJobs,
    World,
)
from tests.support.catalogue import episode, make_show, season
from tests.support.people import make_fan
from tests.support.uploads import make_upload


def built(seed: int, run_jobs: RunJobs, letters: Sized) -> World:
    """Made of the same things in the same order whatever the seed is: only what is secret differs."""
    clock.freeze(NOON - timedelta(days=8))
    canaries = Canaries(random.Random(seed), NEARLY)
    show = make_show("saltmarsh", list(_episodes(canaries)), **_seasons(canaries))
    people = {seat: make_fan(seat) for seat in SEATS[1:4]}
    people["moderator"] = make_fan("moderator", moderates=[show.id])
    people["admin"] = make_fan("admin", is_admin=True)
    people |= {seat: make_fan(seat) for seat in ("author", "exactly", "ahead")}
    made = World(show, canaries, people)
    _settle(made)
    clock.freeze(NOON - timedelta(days=1))
    for part in (_moments, _talk, _draft, _gone, _reported):
        part(made)
        run_jobs()
    decide(made)
    run_jobs()
    made.letters_before = len(letters)
    _go_back(made)
    clock.freeze(NOON)
    make_digests()
    with unit_of_work():
        made.ids["export"] = ask_export(account_id=people["returned"].id)
    run_jobs()
    made.ids["told"] = (
        db.session.scalars(
            select(Notification.id).where(Notification.account_id == people["returned"].id).order_by(Notification.id)
        ).first()
        or ""
    )
    return made


def _episodes(canaries: Canaries) -> Iterable[dict[str, Any]]:
    fresh = {"air_date": "2026-02-24"}
    yield from (episode(0, 1), episode(0, 2, **fresh))
    yield from season(1, 3)
    begun = {1: SAID_LATE, 2: SAID_LATE | {"author"}, 3: {"ahead"}, 4: {"ahead"}}
    for number, seats in begun.items():
        title = f"The {canaries.word('title of an episode', seats)}"
        synopsis = f"In which {canaries.filler(seats)}{canaries.word('synopsis', seats)} comes home."
        yield episode(2, number, title=title, synopsis=synopsis, **fresh)


def _seasons(canaries: Canaries) -> dict[str, Any]:
    second = canaries.word("title of a season", SAID_LATE)
    titles = [{"number": 1, "title": "The first"}, {"number": 2, "title": second}]
    template = "https://example.com/watch/{id}?t={seconds}"
    return {"withholds_titles": True, "seasons": titles, "watch_template": template}


def _settle(made: World) -> None:
    proved = update(Account).values(email_verified_at=clock.now(), shows_reactions=True)
    with unit_of_work():
        db.session.execute(proved)
        for seat, person in made.people.items():
            join(viewer=person.viewer, show_id=made.show.id)
            choose(account_id=person.id, choices=dict.fromkeys(KINDS, BOTH), digest=True)
            if seat != "author":
                relations.follow(account_id=person.id, other_id=made.people["author"].id)
    for seat, place in {"behind": (1, 1), "returned": (2, 4), "ahead": (2, 4)}.items():
        say_there(made, seat, place)
    say_there(made, "exactly", (2, 2), HERE_MS)
    with unit_of_work():
        for seat in ("ahead", "returned"):
            special = Said(specials={1: UNKNOWN_LENGTH_MS, 2: UNKNOWN_LENGTH_MS})
            set_progress(viewer=made.people[seat].viewer, show_id=made.show.id, word=special)


def say_there(made: World, seat: str, place: tuple[int, int], ms: int | None = None) -> None:
    found = episode_at(made.show.id, *place)
    assert found
    with unit_of_work():
        set_progress(viewer=made.people[seat].viewer, show_id=made.show.id, word=reached(found, ms))


def _moments(made: World) -> None:
    _secret(made, "past", NEARLY, Place((1, 2)), (1, 2))
    _secret(made, "late", LATE, EXACTLY, (2, 2))
    _secret(made, "after", AFTER, Place((2, 2), HERE_MS + 1), (2, 2))
    _secret(made, "special", AFTER, Place((0, 2)), (0, 2))
    _publish(made, "plain", "A plain word, @behind and @returned", tags=("rain",), reveals_at=None)
    # Of an episode that many have not begun, told to everybody: its title is not.
    _publish(made, "mild", "A mild word", tags=("rain",), episode=(2, 2), reveals_at=None)
    with unit_of_work():
        db.session.execute(update(Moment).values(has_clip=True))  # lists of what has a clip know no more of it


def _secret(made: World, name: str, seats: frozenset[str], reveals: Place, place: tuple[int, int], **more: Any) -> None:
    """A moment with a word in each of its corners. It was another one before it was edited."""
    cased = more.get("cased", ())

    def word(what: str) -> str:
        return made.canaries.word(f"{what} of {name}", seats, cased)

    tag = made.ids[f"{name}_tag"] = word("tag")
    colour = made.canaries.colour(f"colour of {name}", seats, cased)
    file = made.ids[f"{name}_file"] = _picture(made, word("alt text"), colour)
    # Seconds of its own: they are looked for, too.
    first_ms = HERE_MS - 80_000 + 8_000 * len(made.canaries.colours)
    start = made.canaries.number(f"start of {name}", seats, first_ms, first_ms + 6_000)
    made.canaries.say(f"second of {name}", f"t={start // 1000}", seats)
    more_tags = (word("odd tag"),) if made.canaries.dice.random() < 0.5 and seats != NEARLY else ()
    so = made.canaries.filler(seats)
    caption = f"Look, {so}{word('caption')} & <{word('end of caption')}> @behind @returned #{word('hashtag')}"
    draft = {
        "episode": place,
        "start_ms": start,
        "end_ms": HERE_MS,
        "reveals_at": reveals,
        "tags": (tag, "rain", *more_tags),
    }
    first = made.canaries.word(f"first caption of {name}", {"author"}, cased)
    _publish(made, name, f"At first {first}", media=(file,), **draft)
    with unit_of_work():
        row = moment_to_edit(made.people["author"].viewer, made.ids[name])
        posting.edit_moment(moment=row, change=MomentChange(caption=caption))


def _publish(made: World, name: str, caption: str, **draft: Any) -> None:
    _later()
    with unit_of_work():
        author = made.people["author"].viewer
        given = MomentDraft(caption, **draft)
        made.ids[name] = posting.publish_moment(author=author, show_id=made.show.id, draft=given).id


def _picture(made: World, alt: str, colour: Colour) -> str:
    """Ready, with bytes in the store that show its colour."""
    file_id = make_upload(made.people["author"], alt=alt, colour="#{:02x}{:02x}{:02x}".format(*colour))
    row = db.session.get_one(File, file_id)
    kept = []
    for variant in row.variants:
        data = io.BytesIO()
        kind = "JPEG" if variant["name"].endswith("jpg") else "AVIF"
        Image.new("RGB", (variant["width"] // 10, variant["height"] // 10), colour).save(data, kind)
        digest = hashlib.sha256(data.getvalue()).hexdigest()[:16]
        kept.append(variant | {"size": data.tell(), "digest": digest})
        data.seek(0)
        storage.store().put(storage.folder_of(file_id) + variant["name"], data, variant["type"])
    with unit_of_work():
        db.session.execute(update(File).where(File.id == file_id).values(variants=kept))
    return file_id


def _later(minutes: int = 1) -> None:
    clock.freeze(clock.now() + timedelta(minutes=minutes))


def comment(made: World, seat: str, on: str, body: str, **draft: Any) -> str:
    _later()
    with unit_of_work():
        who = made.people[seat].viewer
        moment = moment_to_answer(who, made.ids[on])
        return commenting.post_comment(author=who, moment=moment, draft=CommentDraft(body, **draft)).id


def react(made: World, seat: str, on: str) -> None:
    with unit_of_work():
        who = made.people[seat].viewer
        reacting.react(viewer=who, on=moment_to_answer(who, made.ids[on]), emoji="🔥")


def _talk(made: World) -> None:
    """Below what is sealed; and below what is open, by somebody who knows more."""
    word, ids = made.canaries.word, made.ids
    ids["mine"] = comment(made, "returned", "late", "Plain words of mine")
    ids["first"] = comment(made, "behind", "plain", "Plain words of theirs")
    seen = f"@returned {made.canaries.filler(LATE)}{word('comment on late', LATE)}"
    ids["said"] = comment(made, "ahead", "late", seen)
    comment(made, "ahead", "late", f"Yes, {word('answer on late', LATE)}", parent=ids["mine"])
    knows = f"@behind @returned @newcomer {made.canaries.filler(LATE)}{word('knowing comment', SAID_LATE)}"
    ids["knowing"] = comment(made, "ahead", "plain", knows, reveals_at=EXACTLY)
    answer = f"No: {word('knowing answer', SAID_LATE)}"
    comment(made, "ahead", "plain", answer, reveals_at=EXACTLY, parent=ids["first"])
    comment(made, "ahead", "past", f"{word('comment on past', NEARLY)}")
    for seat in ("ahead", "returned"):
        for name in ("late", "past", "plain", "special"):
            react(made, seat, name)


def _draft(made: World) -> None:
    word = made.canaries.word
    typed = {"caption": f"Not yet {word('draft', ['author'])}", "tags": [word("tag of a draft", ["author"])]}
    with unit_of_work():
        keep_draft(author=made.people["author"].viewer, show_id=made.show.id, draft=None, typed=Typed(typed))


def _gone(made: World) -> None:
    """Held back, taken away by a moderator, deleted by its author."""
    for name, state in (("held", "held"), ("removed", "removed")):
        _secret(made, name, frozenset({"author"}), EXACTLY, (2, 2))
        with unit_of_work():
            db.session.execute(update(Moment).where(Moment.id == made.ids[name]).values(state=state))
    _secret(made, "deleted", frozenset(), EXACTLY, (2, 2))
    with unit_of_work():
        row = moment_to_delete(made.people["author"].viewer, made.ids["deleted"])
        posting.delete_moment(moment=row)


def _reported(made: World) -> None:
    """Two moments that somebody minds: one waits for a moderator, of the other a moderator has decided."""
    for name, seats in (("judged", frozenset({"author"})), ("reported", LATE)):
        _secret(made, name, seats, EXACTLY, (2, 2), cased=JUDGES)
        note = f"It says {made.canaries.word('note of a report', [], JUDGES)}"
        with unit_of_work():
            reporter = made.people["exactly"].viewer
            about = desk.target_to_report(reporter, "moment", made.ids[name])
            reports.file_report(reporter=reporter, target=about, complaint=Complaint("spoiler", note))


def decide(made: World) -> None:
    found = db.session.scalars(select(Case).where(Case.target_id == made.ids["judged"])).one()
    judge = made.people["moderator"].viewer
    with unit_of_work():
        token = claims.claim_case(moderator=judge, case=desk.case_to_work(judge, found.id)).token
    with unit_of_work():
        case = desk.case_to_work(judge, found.id)
        note = f"See {made.canaries.word('note of a moderator', [], JUDGES)}"
        ruling = Ruling(({"kind": "hide"},), "spoiler", case.version, token, note)
        made.ids["decision"] = decisions.decide(moderator=judge, case=case, ruling=ruling).id
    made.ids["case"] = db.session.scalars(select(Case.id).where(Case.target_id == made.ids["reported"])).one()


def _go_back(made: World) -> None:
    """Once they had seen all of it; what is said to them from now on is sealed. Specials are taken back, too.

    What they had come past once more was waiting for them.
    """
    for seat in ("ahead", "returned"):
        say_there(made, seat, (1, 1))
        say_there(made, seat, (2, 4))
    with unit_of_work():
        back = Said("none")
        set_progress(viewer=made.people["returned"].viewer, show_id=made.show.id, word=back)
    say_there(made, "returned", (1, 1))
    again = f"@returned {made.canaries.word('later answer', LATE)}"
    comment(made, "ahead", "late", again, parent=made.ids["mine"])
