"""`flask clusters`: all of them anew, as after an upgrade, or where somebody has doubts."""

import click
from flask.cli import AppGroup

from fandom.feed.clusters import actions
from fandom.infra.db import unit_of_work
from fandom.posts import spans

clusters = AppGroup("clusters", help="Overlapping moments.")


@clusters.command("rebuild")
def rebuild() -> None:
    """Work out the clusters of every episode from its moments. Safe to run again, and while people post."""
    with unit_of_work():
        episodes = spans.episodes()
    for each in episodes:
        with unit_of_work():
            actions.regroup_all(episode=each)
    click.echo(f"Clusters of {len(episodes)} episodes stand.")
