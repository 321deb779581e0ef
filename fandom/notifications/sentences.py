"""One sentence per kind of notification, for one, for two and for more who did it; in the language of the moment."""

from collections.abc import Callable

from flask_babel import gettext, ngettext

from fandom.notifications.values import AGAIN, UNDONE, Notice

Sentence = Callable[..., str]

_ONE: dict[str, Callable[[str], str]] = {
    "comment": lambda who: gettext("%(actor)s commented on your moment", actor=who),
    "reply": lambda who: gettext("%(actor)s replied to you", actor=who),
    "mention": lambda who: gettext("%(actor)s mentioned you", actor=who),
    "follow": lambda who: gettext("%(actor)s follows you", actor=who),
    "decision": lambda _who: gettext("A moderator looked at something of yours"),
    "resealed": lambda _who: gettext("Something of yours opens a little later now"),
    "decision_undone": lambda _who: gettext("A decision about something of yours was taken back"),
    "report_answered": lambda _who: gettext("What you reported was looked at"),
}
_TWO: dict[str, Callable[[str, str], str]] = {
    "comment": lambda who, and_who: gettext(
        "%(actor)s and %(second)s commented on your moment", actor=who, second=and_who
    ),
    "follow": lambda who, and_who: gettext("%(actor)s and %(second)s follow you", actor=who, second=and_who),
}
_MORE: dict[str, Callable[[str, str, int], str]] = {
    "comment": lambda who, and_who, n: ngettext(
        "%(actor)s, %(second)s and %(num)s other commented on your moment",
        "%(actor)s, %(second)s and %(num)s others commented on your moment",
        n,
        actor=who,
        second=and_who,
    ),
    "follow": lambda who, and_who, n: ngettext(
        "%(actor)s, %(second)s and %(num)s other follow you",
        "%(actor)s, %(second)s and %(num)s others follow you",
        n,
        actor=who,
        second=and_who,
    ),
}
KINDS = frozenset({*_ONE, "milestone"})


def said(notice: Notice) -> str:
    """It holds names that people gave themselves: text, not HTML."""
    if notice.kind == "milestone":
        many = notice.reached or 0
        return str(ngettext("Your moment has %(num)s reaction", "Your moment has %(num)s reactions", many))
    names = [each.display_name for each in notice.actors] or [gettext("Somebody")]
    if len(names) > 1 and notice.others and notice.kind in _MORE:
        return _MORE[notice.kind](names[0], names[1], notice.others)
    if len(names) > 1 and notice.kind in _TWO:
        return _TWO[notice.kind](names[0], names[1])
    one = _ONE.get(notice.kind)
    return one(names[0]) if one else gettext("Something happened")


def explained(notice: Notice) -> str | None:
    """The words from us below it. Those of a decision that was taken back no longer hold."""
    return notice.statement if notice.undone is None else _taken_back(notice)


def _taken_back(notice: Notice) -> str:
    if notice.kind != UNDONE:
        return str(gettext("It was taken back since. What we wrote to you then no longer holds."))
    if notice.undone == AGAIN:
        words = gettext(
            "We would like to look at it once more. Until then only you and the moderators see it. "
            "Thank you for your patience."
        )
    else:
        words = gettext(
            "What we wrote to you about it no longer holds, and nothing of it counts against you. "
            "A moderator looks at it once more. Sorry for the back and forth."
        )
    return str(words)
