"""Flask's command line; each command calls actions."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from fandom.accounts import actions as accounts
from fandom.accounts import rules
from fandom.core.errors import FandomError, Invalid
from fandom.core.viewer import SYSTEM
from fandom.infra import audit, delivery, doctor, passwords
from fandom.infra.db import unit_of_work
from fandom.shows import access, importing
from fandom.shows import actions as fandoms
from fandom.shows.library import terminal as folders

user = AppGroup("user", help="Accounts.")
shows = AppGroup("shows", help="The catalogue.")
audit_log = AppGroup("audit", help="The audit log.")
outbox = AppGroup("outbox", help="Durable facts that were given up.")


def commands(app: Flask) -> None:
    for group in (user, shows, audit_log, outbox):
        app.cli.add_command(group)
    for command in (seed, examine):
        app.cli.add_command(command)


@user.command("create")
@click.argument("handle")
@click.option("--email", required=True)
@click.option("--password", help="Asked for when left out.")
@click.option("--admin", is_flag=True)
@click.option("--moderator", "slug", help="Moderator of this show.")
@click.option("--moderator-of-all", "everywhere", is_flag=True)
def create_user(handle: str, email: str, password: str | None, admin: bool, slug: str | None, everywhere: bool) -> None:
    """Make an account, with rights if asked for."""
    secret = password or _asked_for_password()
    with _Refusals():
        rules.new_account(handle, email, None, secret)
    password_hash = passwords.hash(secret)
    with _Refusals(), unit_of_work():
        account = accounts.sign_up(handle=handle, email=email, password_hash=password_hash)
        if admin:
            accounts.grant_admin(viewer=SYSTEM, account_id=account.id)
        if everywhere:
            accounts.grant_moderates_all(viewer=SYSTEM, account_id=account.id)
        if slug:
            show = access.show_to_read(SYSTEM, slug)
            fandoms.grant_moderator(viewer=SYSTEM, show_id=show.id, account_id=account.id)
    click.echo(f"{account.handle} is here.")


def _asked_for_password() -> str:
    if not sys.stdin.isatty():
        raise click.ClickException("Give the password with --password: there is no terminal to ask for it.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@shows.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def import_shows(path: Path) -> None:
    """Import a JSON file, every JSON file of a folder, or a folder of media files with .nfo beside them.

    Importing again changes only what has changed. The format of JSON is in docs/operations.md, under "Catalogue
    files", and what is read of media files under "Libraries"; docs/examples/ holds a film and a series.
    """
    if path.is_dir() and not any(path.glob("*.json")):
        folders.run(path)
        return
    with _Refusals():
        for line in importing.from_path(path):
            click.echo(line)


@click.command("seed")
@click.option("--without-pictures", is_flag=True)
def seed(without_pictures: bool) -> None:
    """Fill an empty Fandom with the demo. Running it again adds nothing."""
    from fandom.demo import seed as demo

    with _Refusals():
        click.echo(demo.run())
        if not without_pictures:
            hung = demo.hang_pictures(current_app.extensions["settings"])
            click.echo(f"{hung} pictures, which the workers decode.")


@click.command("doctor")
def examine() -> None:
    """Say what is wrong with this installation."""
    findings = doctor.examine()
    for finding in findings:
        click.echo(f"{'ok ' if finding.ok else 'BAD'}  {finding.what}: {finding.words}")
    raise SystemExit(0 if all(finding.ok for finding in findings) else 1)


@audit_log.command("verify")
def verify() -> None:
    """Check the chain of the audit log."""
    broken = audit.first_broken()
    if broken is not None:
        raise click.ClickException(f"Row {broken} does not follow from the row before it.")
    click.echo("The chain holds.")


@outbox.command("failed")
def failed() -> None:
    """List what was given up, and why."""
    for row in delivery.given_up():
        click.echo(f"{row.id}  {row.fact} for {row.listener}, {row.attempts} attempts: {row.error}")


@outbox.command("retry")
@click.argument("row_id")
def retry(row_id: str) -> None:
    """Have the relay try one again."""
    with unit_of_work():
        known = delivery.retry(row_id)
    if not known:
        raise click.ClickException("There is no such row that was given up.")
    click.echo("The relay takes it within seconds.")


class _Refusals:
    """Turns a refusal into one sentence on the command line."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Invalid):
            said = "; ".join(f"{name}: {' '.join(found)}" for name, found in error.errors.items())
            raise click.ClickException(said) from error
        if isinstance(error, FandomError):
            raise click.ClickException(error.detail) from error
