"""What a handle, an e-mail address and a password may be."""

import pytest

from fandom.accounts import rules
from fandom.core.errors import Invalid


@pytest.mark.parametrize("handle", ["", "a", "a" * 31, "a b", "a-b", "ada.", "ada\n", "\u0430da", "ada\0", "@ada"])
def test_handle_is_refused(handle: str) -> None:
    assert rules.handle_faults(handle)


@pytest.mark.parametrize(
    "email",
    ["", "ada", "@b.c", "a@b", "a@b.", "a@.b", "a@b..c", "a@@b.c", "a b@c.d", "a@b.c\n", "a\0@b.c", "a" * 65 + "@b.c"],
)
def test_email_is_refused(email: str) -> None:
    assert rules.email_faults(email)


@pytest.mark.parametrize(
    "password",
    ["", "short77", "x" * 201, "password", "PassWord", "abababab", "adalove99", "ADALOVE99", " adalove99 "],
)
def test_password_is_refused(password: str) -> None:
    assert rules.password_faults(password, ("AdaLove99", "ada@example.org"))


@pytest.mark.parametrize("handle", ["admin", "Moderator", "EVERYONE", "fandom"])
def test_what_only_the_house_is_called_is_refused(handle: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.public_handle(handle)
    assert list(refusal.value.errors) == ["handle"]


def test_faults_of_all_fields_come_together() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.new_account("a", "b", " ", "c")
    assert set(refusal.value.errors) == {"handle", "email", "display_name", "password"}


def test_a_bad_handle_is_not_blamed_on_the_display_name() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.new_account("", "ada@example.org", None)
    assert list(refusal.value.errors) == ["handle"]


def test_new_password_names_its_field() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.new_password("short", (), "password")
    assert list(refusal.value.errors) == ["password"]


@pytest.mark.parametrize("handle", ["bo", "Ada_Lovelace_1815", "___", "a" * 30])
def test_handle_may_be(handle: str) -> None:
    assert rules.handle_faults(handle) == []


@pytest.mark.parametrize("email", ["a@b.c", "ada+fandom@mail.example.org", "ada@пример.рф", "a@b-c.de"])
def test_email_may_be(email: str) -> None:
    assert rules.email_faults(email) == []


@pytest.mark.parametrize("password", ["12ab34cd", "x" * 100 + "yz", "päßwörter", "a long way home", "🔥🔥🔥😭😭😭👏👏"])
def test_password_may_be(password: str) -> None:
    assert rules.password_faults(password, ("ada", "ada@example.org")) == []


def test_display_name_is_the_handle_unless_given() -> None:
    assert rules.new_account("Ada", "ada@example.org", None) == "Ada"
    assert rules.new_account("Ada", "ada@example.org", "  Ada   L. ") == "Ada L."
