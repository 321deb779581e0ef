"""Flask's command line; each command calls actions."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from fandom.accounts import actions as accounts
from fandom.accounts import rules
from fandom.admin import actions as administration
from fandom.clips import remote
from fandom.clips.sources import queries as named
from fandom.clips.stamps import stamp_if_there
from fandom.clips.terminal import clips
from fandom.core.errors import FandomError, Invalid, NotFound
from fandom.core.horizon import episode_name
from fandom.core.viewer import SYSTEM
from fandom.feed.clipped.terminal import heatmaps
from fandom.feed.clusters.terminal import clusters
from fandom.infra import audit, delivery, doctor, passwords, site
from fandom.infra.db import unit_of_work
from fandom.shows import access, importing
from fandom.shows import actions as fandoms
from fandom.shows.library import names
from fandom.shows.library import terminal as folders
from fandom.shows.values import EpisodeView

NO_VIDEO = "There is no plain file at {path}, or one whose name cannot be kept."

user = AppGroup("user", help="Accounts.")
shows = AppGroup("shows", help="The catalogue.")
sources = AppGroup("sources", help="Videos of episodes, which clips are cut from.")
audit_log = AppGroup("audit", help="The audit log.")
outbox = AppGroup("outbox", help="Durable facts that were given up.")


def commands(app: Flask) -> None:
    for group in (user, shows, sources, clips, clusters, heatmaps, audit_log, outbox):
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


@sources.command("set")
@click.argument("slug")
@click.argument("where", nargs=-1, required=True)
def set_source(slug: str, where: tuple[str, ...]) -> None:
    """Say which video an episode has: SLUG s01e01 PATH. It is read where it lies; nothing is copied or changed.

    Instead of a path, s3://bucket/key. SLUG s3://bucket/prefix takes all videos below it whose names say an episode.
    """
    if len(where) == 1 and where[0].startswith(remote.SCHEME):
        _set_all(slug, where[0])
        return
    if len(where) != 2:
        raise click.UsageError("Say which episode has which video.")
    episode, path = where
    real = _object(path) if path.startswith(remote.SCHEME) else _video(Path(path))
    with _Refusals(), unit_of_work():
        of = _episode(slug, episode)
        new = administration.set_source(viewer=SYSTEM, episode=of, path=real)
    click.echo("The workers look into it now." if new else "It is known already, and ready.")


def _set_all(slug: str, prefix: str) -> None:
    named = 0
    with _Refusals():
        for each in remote.below(prefix):
            place = names.episode(each) if names.is_video(each) and not names.several(each) else None
            if place is not None:
                with unit_of_work():
                    of = _episode(slug, episode_name(*place))
                    named += administration.set_source(viewer=SYSTEM, episode=of, path=_object(each))
    click.echo(f"The workers look into {named} videos now.")


def _object(address: str) -> Path:
    path = Path(address)
    if remote.address(path) != address:
        raise click.ClickException("Addresses with empty names in them cannot be kept.")
    with _Refusals():
        if stamp_if_there(path) is None:
            raise click.ClickException(f"There is no {address}.")
    return path


@sources.command("list")
@click.argument("slug", required=False)
def list_sources(slug: str | None) -> None:
    """List the videos of all shows, or of one, and what is wrong with some."""
    for each in named.listed(slug):
        why = f": {each.reason}" if each.reason else ""
        click.echo(f"{each.slug} {each.episode}  {each.status}{why}  {each.path}")


@sources.command("forget")
@click.argument("slug")
@click.argument("episode")
def forget_source(slug: str, episode: str) -> None:
    """Cut no more clips from an episode's video. The file stays, and so do the clips that there are."""
    with _Refusals(), unit_of_work():
        administration.forget_source(viewer=SYSTEM, episode=_episode(slug, episode))
    click.echo("No more clips are cut from it.")


def _episode(slug: str, name: str) -> EpisodeView:
    try:
        show = access.show_to_read(SYSTEM, slug)
    except NotFound as error:
        raise click.ClickException(f"There is no show called {slug}.") from error
    try:
        return access.episode_of(show, name)
    except NotFound as error:
        raise click.ClickException(f"{slug} has no episode {name}.") from error


def _video(path: Path) -> Path:
    """Where it truly lies."""
    try:
        real = path.resolve(strict=True)
        str(real).encode()
    except (OSError, RuntimeError, UnicodeEncodeError) as error:
        raise click.ClickException(NO_VIDEO.format(path=click.format_filename(path))) from error
    if stamp_if_there(real) is None:
        raise click.ClickException(NO_VIDEO.format(path=real))
    return real


@click.command("seed")
@click.option("--without-pictures", is_flag=True)
def seed(without_pictures: bool) -> None:
    """Fill an empty Fandom with the demo. Running it again adds nothing."""
    from fandom.demo import seed as demo

    settings = site.settings()
    with _Refusals():
        click.echo(demo.run())
        if not without_pictures:
            hung = demo.hang_pictures(settings)
            click.echo(f"{hung} pictures and clips, which the workers make.")


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
