"""What feeds have counted of the demo's past: of old news nobody hears, so it is counted once all of it is there."""

from fandom.feed.clipped import jobs as heatmaps
from fandom.feed.clusters import jobs as clusters


def bring_in() -> None:
    heatmaps.rebuild()
    clusters.rebuild()
