"""Secrets in addresses: the same for the same row, nobody else's, and for one purpose only."""

from flask import Flask

from fandom.infra import links


def test_the_same_row_has_the_same_secret(app: Flask) -> None:
    assert links.secret_of("verify", "row1") == links.secret_of("verify", "row1")
    assert len(links.secret_of("verify", "row1")) == 43


def test_each_row_and_purpose_has_its_own(app: Flask) -> None:
    made = {links.secret_of(purpose, row) for purpose in ("verify", "reset") for row in ("row1", "row2")}
    assert len(made) == 4


def test_it_depends_on_the_secret_of_the_house(app: Flask) -> None:
    before, kept = links.secret_of("verify", "row1"), app.config["SECRET_KEY"]
    app.config["SECRET_KEY"] = "another"
    try:
        assert links.secret_of("verify", "row1") != before
    finally:
        app.config["SECRET_KEY"] = kept


def test_only_its_hash_is_kept(app: Flask) -> None:
    secret = links.secret_of("reset", "row1")
    assert secret not in links.hash_of(secret)
    assert len(links.hash_of("\ud800 not even text")) == 64


def test_signed_words_come_back(app: Flask) -> None:
    assert links.read("unsubscribe", links.signed("unsubscribe", "account", "digest")) == ("account", "digest")


def test_words_that_we_did_not_sign_for_this_do_not(app: Flask) -> None:
    text = links.signed("unsubscribe", "account", "digest")
    assert links.read("something else", text) is None
    for wrong in ("", "a.b", text[:-1], text.replace(".", ""), f"{text}x", "ü"):
        assert links.read("unsubscribe", wrong) is None
