"""The letters of accounts: to prove an address, to set a new password, and what has changed."""

from flask_babel import gettext

from fandom.accounts.email import queries
from fandom.accounts.email.events import EmailChanged, PasswordReset, ResetGranted, VerificationAsked
from fandom.accounts.email.values import Errand
from fandom.infra import links, mail
from fandom.infra.letters import Words, compose, speaking


def send_verification(fact: VerificationAsked) -> None:
    found = queries.errand(fact.token_id)
    if found:
        with speaking(found.language) as language:
            mail.send(compose(_verification(found), to=found.email, key=f"verify:{found.token_id}", language=language))


def send_reset(fact: ResetGranted) -> None:
    found = queries.errand(fact.token_id)
    if found:
        with speaking(fact.language or found.language) as language:
            mail.send(compose(_reset(found), to=found.email, key=f"reset:{found.token_id}", language=language))


def send_change(fact: EmailChanged) -> None:
    """To the address that was."""
    found = queries.reader(fact.account_id)
    if found:
        with speaking(found.language) as language:
            words = _changed(found.handle)
            mail.send(compose(words, to=fact.before, key=f"changed:{fact.token_id}", language=language))


def send_reset_done(fact: PasswordReset) -> None:
    found = queries.reader(fact.account_id)
    if found and found.email:
        with speaking(found.language) as language:
            words = _reset_done(found.handle)
            mail.send(compose(words, to=found.email, key=f"reset-done:{fact.token_id}", language=language))


def _verification(errand: Errand) -> Words:
    return Words(
        subject=gettext("Is this your address?"),
        lines=(
            gettext("Somebody, you we hope, gave this address for @%(handle)s on Fandom.", handle=errand.handle),
            gettext("Open this page and press the button there, and it is yours."),
        ),
        button=(gettext("This is my address"), f"/verify/{links.secret_of('verify', errand.token_id)}"),
        small=(gettext("The link works for three days. If it was not you, do nothing: without you nothing happens."),),
    )


def _reset(errand: Errand) -> Words:
    return Words(
        subject=gettext("A new password for Fandom"),
        lines=(
            gettext("Somebody asked for a new password for @%(handle)s.", handle=errand.handle),
            gettext("If it was you, choose one here. You will be signed out everywhere else."),
        ),
        button=(gettext("Choose a new password"), f"/reset/{links.secret_of('reset', errand.token_id)}"),
        small=(gettext("The link works once, for an hour. If it was not you, do nothing: your password stays."),),
    )


def _changed(handle: str) -> Words:
    return Words(
        subject=gettext("Your address at Fandom has changed"),
        lines=(
            gettext("@%(handle)s has another e-mail address now, and letters go there.", handle=handle),
            gettext("If it was not you, sign in and change your password and the address at once."),
        ),
        button=(gettext("To your settings"), "/settings/notifications"),
    )


def _reset_done(handle: str) -> Words:
    return Words(
        subject=gettext("Your password has changed"),
        lines=(
            gettext("@%(handle)s has a new password, and is signed out everywhere.", handle=handle),
            gettext("If it was not you, ask for a new one at once."),
        ),
        button=(gettext("I forgot my password"), "/forgot"),
    )
