"""Letters of notifications and of the week: what is sealed to their reader is not in them."""

from flask_babel import gettext, ngettext

from fandom.accounts.email.queries import reader as reader_of
from fandom.core import clock
from fandom.core.horizon import parse_episode_name
from fandom.infra import links, mail
from fandom.infra.letters import Item, Words, compose, speaking
from fandom.notifications import queries
from fandom.notifications.choices import switch_of
from fandom.notifications.digest.queries import week
from fandom.notifications.digest.values import Week
from fandom.notifications.digest.weeks import WEEK
from fandom.notifications.events import DigestDue, LetterDue
from fandom.notifications.sentences import explained, said
from fandom.notifications.values import UNDONE, Notice, Subject

UNSUBSCRIBE = "unsubscribe"


def send_notice(fact: LetterDue) -> None:
    """As its reader may see it when it is sent; not at all when it has been read, or is not wanted any more."""
    reader = reader_of(fact.account_id)
    found = queries.notice(queries.reader(fact.account_id), fact.line)
    if reader is None or reader.email is None or found is None or _is_over(fact, found):
        return
    if queries.wishes(fact.account_id).of(found.kind).mail:
        key = f"notification:{fact.account_id}:{fact.notification_id}"
        with speaking(reader.language) as language:
            stop = unsubscribe_path(fact.account_id, switch_of(found.kind))
            mail.send(compose(_notice(found), to=reader.email, key=key, language=language, unsubscribe=stop))


def send_digest(fact: DigestDue) -> None:
    """Nothing happened: no letter."""
    reader = reader_of(fact.account_id)
    if reader is None or reader.email is None or not queries.wishes(fact.account_id).digest:
        return
    found = week(queries.reader(fact.account_id), clock.now() - WEEK)
    if found:
        key = f"digest:{fact.account_id}:{fact.slot}"
        with speaking(reader.language) as language:
            stop = unsubscribe_path(fact.account_id, "digest")
            mail.send(compose(_digest(found), to=reader.email, key=key, language=language, unsubscribe=stop))


def unsubscribe_path(account_id: str, what: str) -> str:
    return f"/unsubscribe/{links.signed(UNSUBSCRIBE, account_id, what)}"


def unsubscribed(secret: str) -> tuple[str, str] | None:
    """Whose letters of which kind such a path ends."""
    words = links.read(UNSUBSCRIBE, secret)
    return (words[0], words[1]) if words and len(words) == 2 else None


def _is_over(fact: LetterDue, found: Notice) -> bool:
    """Whoever wants it here and has read it here needs no letter; nobody needs one of what was taken back since."""
    taken_back = found.undone is not None and found.kind != UNDONE
    return taken_back or (found.read and queries.wishes(fact.account_id).of(found.kind).web)


def _notice(found: Notice) -> Words:
    subject = found.subject
    lines = [f"{said(found)}."]
    if words := explained(found):
        lines.append(words)
    if subject and subject.sealed_until:
        lines.append(_opens(subject))
    elif subject and subject.excerpt:
        lines.append(f"“{subject.excerpt}”")
    if subject and subject.show:
        lines.append(subject.show.title)
    button = (gettext("Look at it"), subject.path if subject else "/notifications")
    why = gettext("You get this letter because you asked for it, or because it is about something of yours.")
    return Words(subject=said(found), lines=tuple(lines), button=button, small=(why,))


def _opens(subject: Subject) -> str:
    if subject.show and subject.show.kind == "film":
        return str(gettext("It opens once you have seen the film."))
    return str(gettext("It opens when you reach %(episode)s.", episode=_short(subject.sealed_until or "")))


def _digest(found: Week) -> Words:
    lines = [gettext("This week in your shows.")] if found.moments else []
    if found.sealed:
        waiting = ngettext(
            "%(num)s moment waits for you to get there.", "%(num)s moments wait for you to get there.", found.sealed
        )
        lines.append(waiting)
    if found.followers:
        names = ", ".join(f"@{each.handle}" for each in found.followers)
        follow = ngettext(
            "%(num)s fan follows you now: %(names)s",
            "%(num)s fans follow you now: %(names)s",
            found.follower_count,
            names=names,
        )
        lines.append(follow)
    items = tuple(
        Item(f"{each.show.title}, @{each.author.handle}", f"/m/{each.id}", queries.short(each.caption))
        for each in found.moments
    )
    return Words(
        subject=gettext("Your week on Fandom"),
        lines=tuple(lines),
        items=items,
        button=(gettext("To the newest moments"), "/"),
        small=(gettext("You asked for one letter a week. One press below and there is none any more."),),
    )


def _short(name: str) -> str:
    """ "s02e04" is S2E4."""
    season, number = parse_episode_name(name) or (0, 0)
    return f"S{season}E{number}" if season else gettext("Special %(number)s", number=number)
