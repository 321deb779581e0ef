"""Brings the demo's members on to where they have got by now: what that opens waits for them, to be caught up with."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from fandom.demo import past
from fandom.demo.people import Cast, word
from fandom.demo.story import Member
from fandom.shows.actions import advance_progress

AGO = timedelta(minutes=4)


def bring_in(members: Sequence[Member], cast: Cast, show_ids: Mapping[str, str]) -> None:
    for member in members:
        for slug, place in member.lately.items():
            with past.work(AGO), past.at(cast.when(AGO)):
                advance_progress(viewer=cast.viewers[member.handle], show_id=show_ids[slug], word=word(place))
