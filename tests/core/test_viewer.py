"""Who may moderate what, and what a token may."""

import pytest

from fandom.core.viewer import SYSTEM, VISITOR, Viewer


@pytest.mark.parametrize(
    ("viewer", "anything", "this", "another"),
    [
        (VISITOR, False, False, False),
        (Viewer(account_id="a"), False, False, False),
        (Viewer(account_id="a", moderates=frozenset({"this"})), True, True, False),
        (Viewer(account_id="a", moderates_all=True), True, True, True),
        (Viewer(account_id="a", is_admin=True), True, True, True),
        (SYSTEM, True, True, True),
    ],
)
def test_who_moderates(viewer: Viewer, anything: bool, this: bool, another: bool) -> None:
    assert (viewer.is_moderator, viewer.moderates_show("this"), viewer.moderates_show("another")) == (
        anything,
        this,
        another,
    )


def test_only_those_who_moderate_all_moderate_what_has_no_show() -> None:
    assert not Viewer(account_id="a", moderates=frozenset({"this"})).moderates_show(None)
    assert Viewer(account_id="a", moderates_all=True).moderates_show(None)


def test_a_session_has_every_scope_and_a_token_its_own() -> None:
    assert Viewer(account_id="a").has_scope("write")
    assert not Viewer(account_id="a", scopes=frozenset({"read"})).has_scope("write")
