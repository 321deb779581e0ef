"""What happens after an export was asked for or an account deleted, and what accounts answer about their own part."""

from fandom.accounts.personal import jobs, own, progress
from fandom.accounts.personal.events import ErasureDue, ExportAsked, ExportForgotten, ExportSettled
from fandom.accounts.personal.queries import export
from fandom.core import personal
from fandom.core.bus import bus


def tell(fact: ExportSettled) -> None:
    found = export(fact.account_id, fact.export_id)
    if found:
        progress.tell(fact.account_id, found.id, found.state, found.percent)


def listen() -> None:
    personal.answer("accounts", export=own.export, erase=own.erase)
    bus.listen(ExportAsked, jobs.make, queue="default")
    bus.listen(ExportForgotten, jobs.drop_file, queue="default")
    bus.listen(ErasureDue, jobs.erase_part, queue="default")
    bus.listen(ExportSettled, tell)
