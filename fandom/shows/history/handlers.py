"""What happens as imports go on: their owner's pages hear of it, and files go that nobody needs any more."""

from fandom.core.bus import bus
from fandom.infra import live
from fandom.infra.live import Message
from fandom.shows.history import jobs, queries
from fandom.shows.history.events import HistoryFileDone, HistoryMoved


def tell(fact: HistoryMoved) -> None:
    found = queries.brief(fact.import_id)
    if found:
        said = {"import": {"id": fact.import_id, "state": found.state, "percent": found.percent}}
        live.publish(Message(live.ACCOUNT + fact.account_id, "history.changed", said))


def listen() -> None:
    bus.listen(HistoryFileDone, jobs.drop_file, queue="default")
    bus.listen(HistoryMoved, tell)
