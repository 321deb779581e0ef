"""What workers do: make an export, take its file away, erase a part of an account. Safe to run twice."""

from fandom.accounts.personal import actions, files, progress, readme
from fandom.accounts.personal.events import ErasureDue, ExportAsked, ExportForgotten
from fandom.accounts.personal.models import Export
from fandom.core import personal
from fandom.infra.db import db, release


def make(fact: ExportAsked) -> None:
    """Ends quietly when it was given up, or its account deleted, meanwhile."""
    row = db.session.get(Export, fact.export_id)
    if row is None or row.state != "making":
        return
    pieces = [readme.piece(), *personal.pieces(fact.account_id)]
    told = 0

    def wrote(done: int, total: int) -> None:
        nonlocal told
        # What comes next is read on its own, and no transaction is open while a file is.
        release()
        percent = 99 * done // total
        if percent != told:
            told = percent
            progress.tell(fact.account_id, fact.export_id, "making", percent)

    release()
    size = files.keep(fact.export_id, pieces, wrote)
    actions.settle_export(export_id=fact.export_id, size=size)


def drop_file(fact: ExportForgotten) -> None:
    files.drop(fact.export_id)


def erase_part(fact: ErasureDue) -> None:
    actions.erase_step(account_id=fact.account_id, part=fact.part)
