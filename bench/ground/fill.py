"""Many moments at once, by SQL: in many shows, by many fans, some of them reacted to; and a fan who hides some."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from fandom.core.ids import encode
from fandom.infra.db import db, unit_of_work

SHOWS, FANS = 200, 2000
FAN = "a000000000001"
# The moments of a year and a half, the last one of now.
APART = timedelta(seconds=45)
AT_ONCE = 50_000
ACCOUNTS = """
INSERT INTO accounts (id, handle, display_name, is_admin, moderates_all, state, epoch, version, created_at)
SELECT 'a' || lpad(n::text, 12, '0'), 'fan' || n, 'Fan ' || n, false, false, 'active', 0, 1, now()
FROM generate_series(1, :fans) n
"""
CATALOGUE = """
INSERT INTO shows (id, slug, kind, title, folded_title, synopsis, hue, palette, public_horizon, withholds_titles,
                   watch_template, external_ids, imported, member_count, version, created_at)
SELECT 's' || lpad(n::text, 12, '0'), 'show-' || n, 'series', 'Show ' || n, 'show ' || n, '', 240,
       ARRAY['🔥', '😂', '😭', '😱', '👏', '❤'], 'aired', false, 'https://example.com/watch/{id}?t={seconds}',
       '{}', '{}', n * n, 1, now()
FROM generate_series(1, :shows) n
"""
EPISODES = """
INSERT INTO episodes (show_id, season, number, title, synopsis, duration_ms, air_date, external_ids)
SELECT s.id, season, number, 'Episode ' || number, '', 2700000, date '2020-01-01', '{}'
FROM shows s, generate_series(1, 3) season, generate_series(1, 10) number WHERE s.slug LIKE 'show-%'
"""
MOMENTS = """
INSERT INTO moments (id, show_id, author_id, season, number, start_ms, end_ms, caption, caption_html, tags,
                     reveal_season, reveal_number, reveal_ms, state, version, reactions, reaction_count, comment_count,
                     created_at)
SELECT id, 's' || lpad((n * 48271 % 2147483647 % :shows + 1)::text, 12, '0'),
       'a' || lpad((n * 7919 % :fans + 1)::text, 12, '0'), 1 + n % 3, 1 + n % 10, 60000, 65000,
       'The way she looks at the door, for the ' || n || 'th time, and how nobody says a word about it',
       '<p>The way she looks at the door, for the ' || n
           || 'th time, and how nobody in the room says a word about it</p>',
       ARRAY['door'], 1 + n % 3, 1 + n % 10, 65000, 'published', 1, jsonb_build_object('🔥', 1 + n * 31 % 97),
       1 + n * 31 % 97, 0, at
FROM unnest(CAST(:ids AS text[]), CAST(:numbers AS bigint[]), CAST(:times AS timestamptz[])) made(id, n, at)
"""
REACTIONS = """
INSERT INTO reactions (moment_id, account_id, emoji, at)
SELECT id, :fan, '🔥', now() FROM unnest(CAST(:ids AS text[])) id
"""
BLOCKS = """
INSERT INTO blocks (blocker_id, blocked_id, at)
SELECT :fan, 'a' || lpad((n * 90)::text, 12, '0'), now() FROM generate_series(1, 20) n
"""
MUTES = """
INSERT INTO mutes (account_id, kind, value, at)
SELECT :fan, kind, CASE kind WHEN 'account' THEN 'a' || lpad((1000 + n * 7)::text, 12, '0')
                             WHEN 'show' THEN 's' || lpad((100 + n)::text, 12, '0') ELSE kind || n END, now()
FROM unnest(ARRAY['account', 'word', 'tag', 'show']) kind, generate_series(1, 5) n
"""
MEMBERSHIPS = """
INSERT INTO memberships (show_id, account_id, role, joined_at) SELECT id, :fan, 'fan', now() FROM shows
WHERE slug LIKE 'show-%'
"""
FOLLOWS = """
INSERT INTO follows (follower_id, followed_id, id, at)
SELECT :fan, 'a' || lpad((n * 31)::text, 12, '0'), '0' || lpad(n::text, 12, '0'), now() FROM generate_series(1, 50) n
"""


def people_and_shows() -> None:
    with unit_of_work():
        db.session.execute(text(ACCOUNTS), {"fans": FANS})
        db.session.execute(text(CATALOGUE), {"shows": SHOWS})
        db.session.execute(text(EPISODES))


def hiding() -> None:
    """The fan blocks twenty others and mutes five each of fans, words, tags and shows."""
    with unit_of_work():
        for statement in (BLOCKS, MUTES):
            db.session.execute(text(statement), {"fan": FAN})


def belonging() -> None:
    """The fan is in every show and follows fifty others."""
    with unit_of_work():
        for statement in (MEMBERSHIPS, FOLLOWS):
            db.session.execute(text(statement), {"fan": FAN})


def moments(first: int, last: int) -> None:
    """Those numbered so, ends included, the last one of now; then statistics, as autovacuum would bring them."""
    now = datetime.now(UTC)
    for start in range(first, last + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, last + 1))
        times = [now - (last - number) * APART for number in numbers]
        ids = [encode((int(at.timestamp() * 1000) << 23) | number) for at, number in zip(times, numbers, strict=True)]
        with unit_of_work():
            made = {"ids": ids, "numbers": list(numbers), "times": times}
            db.session.execute(text(MOMENTS), made | {"shows": SHOWS, "fans": FANS})
            db.session.execute(text(REACTIONS), {"ids": ids, "fan": FAN})
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("moments", "reactions", "shows", "accounts"):
            connection.execute(text(f"VACUUM ANALYZE {table}"))
