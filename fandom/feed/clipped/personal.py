"""This sub-slice's part of an account: its shares in heatmaps, which say nothing that its moments do not."""

from fandom.core import personal
from fandom.feed.clipped.actions import erase_fan


def erase(account_id: str) -> bool:
    erase_fan(account_id=account_id)
    return False


def listen() -> None:
    personal.answer("feed.clipped", erase=erase)
