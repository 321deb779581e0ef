"""The JSON API of addresses and forgotten passwords."""

from flask_babel import get_locale

from fandom.accounts.access import in_browser, me_to_edit
from fandom.accounts.email import actions, queries, resetting
from fandom.accounts.email.access import token_to_use
from fandom.accounts.email.limiting import letters_asked, reset_asks, secret_tries
from fandom.accounts.email.schemas import EmailIn, EmailOut, NewPasswordIn, ResetIn
from fandom.accounts.email.values import Address
from fandom.accounts.limiting import password_tries
from fandom.accounts.routes.frame import alone
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import reads, signed_in, writes

blueprint = Blueprint("email", __name__, description="E-mail addresses, proved by letter, and forgotten passwords")


@blueprint.route("/me/email", methods=["GET"])
@reads(private=True)
@blueprint.response(200, EmailOut)
def read_email() -> Address:
    """My address, and the one that waits to be verified."""
    return queries.address(str(signed_in().account_id))


@blueprint.route("/me/email", methods=["PUT"])
@password_tries
@alone(private=True)
@blueprint.arguments(EmailIn)
@blueprint.response(202, EmailOut)
def replace_email(asked: dict[str, str]) -> Address:
    """Use another address: a letter goes there, and what was verified stays in force until the new one is."""
    resetting.change_email(viewer=signed_in(), **asked)
    return queries.address(str(signed_in().account_id))


@blueprint.route("/email-verifications", methods=["POST"])
@letters_asked
@writes()
@blueprint.response(202, EmailOut)
def ask_verification() -> Address:
    """Send the letter once more."""
    actions.ask_verification(account=me_to_edit(in_browser(signed_in())))
    return queries.address(str(signed_in().account_id))


@blueprint.route("/email-verifications/<secret>", methods=["PUT"])
@secret_tries
@writes(private=False)
@blueprint.response(204)
def verify_email(secret: str) -> None:
    """The address is mine: the secret from the letter proves it, once. 409 when it is another account's by now."""
    actions.verify(token=token_to_use("verify", secret))


@blueprint.route("/password-resets", methods=["POST"])
@reset_asks
@alone(private=False)
@blueprint.arguments(ResetIn)
@blueprint.response(202)
def ask_reset(asked: dict[str, str]) -> None:
    """A letter goes to this address if it is verified for an account. The answer does not say whether it is."""
    resetting.ask_reset(email=asked["email"], language=str(get_locale() or "") or None)


@blueprint.route("/password-resets/<secret>", methods=["PUT"])
@secret_tries
@alone(private=False)
@blueprint.arguments(NewPasswordIn)
@blueprint.response(204)
def reset_password(asked: dict[str, str], secret: str) -> None:
    """A new password, by the secret from the letter, once. Every session and token ends."""
    resetting.reset_password(secret=secret, password=asked["password"])
