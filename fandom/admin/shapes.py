"""What administrators see, as the contract writes it. Pure."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from fandom.admin.values import AccountListed, Failure
from fandom.clips.sources.values import Listed
from fandom.infra.limits import Rule
from fandom.shows.library.values import Import

Json = dict[str, Any]


def account_json(found: AccountListed) -> Json:
    names = ("handle", "display_name", "state", "is_admin", "moderates_all")
    return {name: getattr(found, name) for name in names} | {
        "moderates": list(found.moderates),
        "created_at": time_json(found.created_at),
    }


def failure_json(found: Failure) -> Json:
    return asdict(found) | {"at": time_json(found.at)}


def limit_json(rule: Rule) -> Json:
    return {name: getattr(rule, name) for name in ("name", "rule", "default", "by")}


def source_json(found: Listed) -> Json:
    names = ("episode", "path", "status", "reason", "duration_ms", "width", "height")
    return {name: getattr(found, name) for name in names}


def import_json(found: Import) -> Json:
    names = ("id", "path", "state", "done", "total")
    return {name: getattr(found, name) for name in names} | {
        "counts": {name: count for name, count in found.report.items() if name != "skipped"},
        "skipped": [asdict(each) for each in found.skipped],
        "started_at": time_json(found.started_at),
        "finished_at": time_json(found.finished_at),
    }


def time_json(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
