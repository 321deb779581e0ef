"""Clusters follow what happens to moments: worked out again where something has changed, written where they differ."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from fandom.feed.clusters import queries
from fandom.feed.clusters.connected import connected
from fandom.feed.clusters.joining import Spanned, clusters
from fandom.feed.clusters.models import ClusteredMoment
from fandom.infra.db import db
from fandom.posts import spans
from fandom.posts.spans import Episode

# So many are worked out again at once. Where more overlap, those further off stay as they are: by the rules they may.
MOST = 200


def regroup(*, moment_id: str) -> None:
    """After something has happened to this moment. Again is the same as once, and in any order."""
    here, was, mates = spans.episode_of(moment_id), *queries.cluster_of(moment_id)
    for episode in sorted({each for each in (here, was) if each}):
        _regroup(episode, {moment_id, *mates})


def _regroup(episode: Episode, seeds: Collection[str]) -> None:
    """What these cannot be in a cluster with, and were not, stays as it is, and is not read."""
    _lock(episode)
    _write(episode, *_around(episode, seeds))


def regroup_all(*, episode: Episode) -> None:
    """From nothing but the moments and who leads now."""
    _lock(episode)
    _write(episode, [Spanned(*row) for row in spans.spans(episode)], queries.kept(episode))


def _around(episode: Episode, seeds: Collection[str]) -> tuple[Collection[Spanned], Mapping[str, str]]:
    """All that they may be in a cluster with, or are by what is kept, and that; of a crowd those near to them."""

    def read(from_ms: int, to_ms: int) -> list[Spanned]:
        return [Spanned(*row) for row in spans.beginning(episode, from_ms, to_ms, MOST)]

    found, known = dict[str, Spanned](), dict[str, str]()
    asked, more = set[str](), set(seeds)
    while more:
        found |= connected(read, [Spanned(*row) for row in spans.named(episode, more)], MOST - len(found))
        mates = queries.kept_with(episode, (more | found.keys()) - known.keys())
        asked |= more | found.keys()
        known |= mates
        more = mates.keys() - asked
    return found.values(), known


def _lock(episode: Episode) -> None:
    """One at a time, each seeing what those before have written: only in this do races differ from turns."""
    name = "clusters:{}:{}:{}".format(*episode)
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _write(episode: Episode, moments: Iterable[Spanned], known: Mapping[str, str]) -> None:
    """`known` is what is kept of them so far."""
    found = clusters(moments, set(known.values()))
    gone = sorted(known.keys() - found.keys())
    if gone:
        rows = delete(ClusteredMoment).where(ClusteredMoment.moment_id.in_(gone))
        db.session.execute(rows, execution_options={"synchronize_session": False})
    place = dict(zip(("show_id", "season", "number"), episode, strict=True))
    made = [
        {"moment_id": one, "leader_id": led, **place} for one, led in sorted(found.items()) if known.get(one) != led
    ]
    if made:
        into = insert(ClusteredMoment)
        changes = {name: into.excluded[name] for name in ("leader_id", *place)}
        db.session.execute(into.on_conflict_do_update(index_elements=["moment_id"], set_=changes), made)
