"""Shows, episodes and progress as the contract writes them. Pure."""

from collections import Counter
from typing import Any

from fandom.core.horizon import Horizon
from fandom.shows.charter import Charter
from fandom.shows.overview import Overview
from fandom.shows.standing import Place, Standing
from fandom.shows.values import EpisodeView, SeasonView, ShowListed, ShowView
from fandom.shows.watch_links import ids_of, watch_url

Json = dict[str, Any]


def listed_json(show: ShowListed, origin: str) -> Json:
    return {
        "slug": show.slug,
        "url": f"{origin}/shows/{show.slug}",
        "kind": show.kind,
        "title": show.title,
        "year": show.year,
        "synopsis": show.synopsis,
        "hue": show.hue,
        "poster_url": poster_url(show, origin),
        "member_count": show.member_count,
        "membership": membership_json(show.role),
    }


def overview_json(found: Overview, origin: str) -> Json:
    show = found.show
    count = Counter(each.season for each in found.episodes)
    return {
        "slug": show.slug,
        "url": f"{origin}/shows/{show.slug}",
        "kind": show.kind,
        "title": show.title,
        "year": show.year,
        "synopsis": show.synopsis,
        "hue": show.hue,
        "poster_url": poster_url(show, origin),
        "palette": list(show.palette),
        "rules_html": found.charter.rules_html,
        "welcome_html": found.charter.welcome_html,
        "rights": found.charter.rights.json(),
        "external_ids": dict(show.external_ids),
        "watch_url": _watch_url(show, None),
        "withholds_titles": show.withholds_titles,
        "public_horizon": _reach_json(found.public) | {"setting": show.public_horizon},
        "member_count": show.member_count,
        "episode_count": len(found.episodes),
        "seasons": [season_json(each, show, found.horizon, count[each.number]) for each in found.seasons],
        "membership": membership_json(found.role),
        "progress": standing_json(found.standing),
    }


def season_json(season: SeasonView, show: ShowView, horizon: Horizon, episodes: int) -> Json:
    withheld = show.withholds_titles and not season.begun(horizon)
    return {"number": season.number, "title": None if withheld else season.title, "episode_count": episodes}


def episode_json(episode: EpisodeView, show: ShowView, horizon: Horizon, origin: str) -> Json:
    """`reached` is whether the viewer has begun it."""
    seen = episode.begun(horizon)
    withheld = show.withholds_titles and not seen
    return {
        "number": episode.name,
        "season": episode.season,
        "title": None if withheld else episode.title,
        "synopsis": None if withheld else episode.synopsis,
        "withheld": withheld,
        "reached": seen,
        "duration_ms": episode.duration_ms,
        "still_url": origin + small(episode.still_id) if episode.still_id and not withheld else None,
        "air_date": episode.air_date and episode.air_date.isoformat(),
        "external_ids": dict(episode.external_ids),
        "watch_url": _watch_url(show, episode),
    }


def standing_json(standing: Standing) -> Json:
    at = standing.at
    return {
        "said": standing.said,
        "seen": standing.seen,
        "episode": at and at.episode,
        "position_ms": at and at.position_ms,
        "finished": bool(at and at.finished),
        "specials": [place_json(each) for each in standing.specials],
        "horizon": _reach_json(standing),
    }


def _reach_json(standing: Standing) -> Json:
    return {
        "everything": standing.everything,
        "upto": standing.upto and place_json(standing.upto),
        "specials": [place_json(each) for each in standing.open_specials],
    }


def place_json(place: Place) -> Json:
    return {"episode": place.episode, "position_ms": place.position_ms, "finished": place.finished}


def membership_json(role: str | None) -> Json:
    return {"member": role is not None, "role": role}


def settings_json(show: ShowView, charter: Charter) -> Json:
    return {
        "palette": list(show.palette),
        "public_horizon": show.public_horizon,
        "withholds_titles": show.withholds_titles,
        "watch_template": show.watch_template,
        "rules": charter.rules,
        "welcome": charter.welcome,
        "rights": charter.rights.json(),
    }


def poster_url(show: ShowListed | ShowView, origin: str) -> str | None:
    """The picture that was brought in, else the one that is drawn."""
    if show.poster_id:
        return origin + small(show.poster_id)
    return f"{origin}/media/posters/{show.poster}" if show.poster else None


def small(file_id: str) -> str:
    """The size in which every picture is there once it is ready."""
    return f"/media/{file_id}/320.jpg"


def _watch_url(show: ShowView, episode: EpisodeView | None) -> str | None:
    ids = ids_of(
        show.slug,
        episode.name if episode else None,
        film=show.kind == "film",
        show_ids=show.external_ids,
        episode_ids=episode.external_ids if episode else {},
    )
    return watch_url(show.watch_template, ids, None)
