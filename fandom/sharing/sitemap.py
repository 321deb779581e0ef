"""Sitemaps, as sitemaps.org has them. Pure."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from fandom.posts.shapes import time_json
from fandom.sharing.values import Listed

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index(urls: Iterable[str]) -> str:
    parts = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    return f'{HEAD}<sitemapindex xmlns="{SPACE}">\n{parts}</sitemapindex>\n'


def part(chunks: Iterable[list[Listed]], origin: str) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{SPACE}">\n'
    for chunk in chunks:
        yield "".join(_line(each, origin) for each in chunk)
    yield "</urlset>\n"


def _line(listed: Listed, origin: str) -> str:
    changed = f"<lastmod>{time_json(listed.changed)}</lastmod>" if listed.changed else ""
    return f"<url><loc>{escape(origin + listed.path)}</loc>{changed}</url>\n"
