"""What the forms of moments say, as the drafts and changes that actions take; sentences for what cannot be read."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from fandom.core.errors import Invalid
from fandom.core.horizon import Position, parse_episode_name
from fandom.core.text import MAX_TAG_LENGTH, tag
from fandom.posts.drafts.values import DraftView
from fandom.posts.values import UNSET, MomentChange, MomentDraft, Open, Place, Unset
from fandom.web.words import clock_words, read_clock

Form = MultiDict[str, str]
A_BREATH_MS = 5_000  # how long a moment lasts whose end nobody has said
FIELDS = ("caption", "episode", "start", "end", "tags", "until", "later", "clip")


@dataclass
class Asked:
    """One reading of a form: what could be read, and what is wrong with the rest."""

    form: Form
    errors: dict[str, list[str]] = field(default_factory=dict)

    def episode(self) -> tuple[int, int] | None:
        return self._place("episode", "episode")

    def time(self, name: str, says: str) -> int | None:
        text = self.form.get(name, "").strip()
        found = read_clock(text) if text else None
        if text and found is None:
            self.errors[says] = [gettext("Write times like 12:31.")]
        return found

    def tags(self) -> tuple[str, ...]:
        words = self.form.get("tags", "").replace(",", " ").split()
        given = tuple(word.removeprefix("#") for word in words)
        wrong = next((each for each in given if tag(each) is None), None)
        if wrong is not None:
            rule = gettext("A tag is letters, digits, - and _, at most %(most)s of them.", most=MAX_TAG_LENGTH)
            self.errors["tags"] = [gettext("“%(tag)s” cannot be a tag.", tag=wrong[:MAX_TAG_LENGTH]), rule]
        return given

    def span(self) -> tuple[int | None, int | None]:
        """Where only the start is said, the end follows."""
        start_ms, end_ms = self.time("start", "start_ms"), self.time("end", "end_ms")
        if start_ms is None:
            return None, end_ms
        if end_ms is not None and end_ms < start_ms:
            self.errors["end_ms"] = [gettext("The end is before the start.")]
        return start_ms, start_ms + A_BREATH_MS if end_ms is None else end_ms

    def until(self) -> Place | Unset | None:
        """Left out means the out point, as the contract has it."""
        match self.form.get("until", ""):
            case "none":
                return None
            case "episode" if self.form.get("episode"):
                return self._whole("episode")
            case "later":
                return self._whole("later")
            case _:
                return UNSET

    def check(self) -> None:
        if self.errors:
            raise Invalid(self.errors)

    def _whole(self, name: str) -> Place | Unset:
        found = self._place(name, "reveals_at")
        return Place(found) if found else UNSET

    def _place(self, name: str, says: str) -> tuple[int, int] | None:
        text = self.form.get(name, "")
        found = parse_episode_name(text)
        if text and found is None:
            self.errors[says] = [gettext("Pick one of the episodes.")]
        return found


def draft(form: Form, media: tuple[str, ...] = ()) -> MomentDraft:
    asked = Asked(form)
    start_ms, end_ms = asked.span()
    made = MomentDraft(
        caption=form.get("caption", ""),
        episode=asked.episode(),
        start_ms=start_ms,
        end_ms=end_ms,
        tags=asked.tags(),
        reveals_at=asked.until(),
        media=media,
        clip="clip" in form,
    )
    asked.check()
    return made


def change(form: Form, media: tuple[str, ...] = ()) -> MomentChange:
    """The form shows everything, so everything is said; what it hides until stays when it follows the out point."""
    new = draft(form, media)
    return MomentChange(
        caption=new.caption,
        episode=new.episode,
        start_ms=new.start_ms,
        end_ms=new.end_ms,
        tags=new.tags,
        reveals_at=new.reveals_at,
        media=new.media,
        clip=new.clip,
    )


def typed(form: Form) -> dict[str, Any]:
    return {name: form.get(name, "") for name in FIELDS}


def typed_of_draft(kept: DraftView) -> dict[str, Any]:
    """The form as it was left; `version` is for keeping it on."""
    said = kept.fields
    reveals = said.get("reveals_at") or {}
    return {
        "caption": said.get("caption", ""),
        "episode": said.get("episode") or "",
        "start": _half(said.get("start_ms")),
        "end": _half(said.get("end_ms")),
        "tags": " ".join(said.get("tags", ())),
        "until": reveals.get("until") or "",
        "later": reveals.get("episode") or "",
        **_wished(said.get("clip")),
        "media": kept.media,
        "version": kept.version,
    }


def _wished(clip: bool | None) -> dict[str, Any]:
    """Whether a clip is to be cut, where that has been said."""
    return {} if clip is None else {"clip": "1" if clip else "", "clip_said": True}


def _half(said: object) -> str:
    return clock_words(said) if isinstance(said, int) else str(said or "")


def typed_of(moment: Open) -> dict[str, Any]:
    """The form of a moment as it is."""
    return {
        "caption": moment.caption,
        "episode": moment.episode.name if moment.episode else "",
        "start": "" if moment.start_ms is None else clock_words(moment.start_ms),
        "end": "" if moment.end_ms is None else clock_words(moment.end_ms),
        "tags": ", ".join(moment.tags),
        "media": moment.media,
        **_until(moment),
    }


def _until(moment: Open) -> dict[str, str]:
    reveals = moment.reveals_at
    if reveals is None:
        return {"until": "none", "later": ""}
    if moment.end_ms is not None and reveals == _end(moment):
        return {"until": "out", "later": ""}
    same = moment.episode is not None and moment.episode.name == reveals.episode
    return {"until": "episode" if same else "later", "later": reveals.episode}


def _end(moment: Open) -> Position | None:
    place = moment.episode
    return Position(place.season, place.number, moment.end_ms or 0) if place else None
