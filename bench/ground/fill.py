"""Many moments at once, by SQL: in many shows, by many fans, some of them reacted to."""

from sqlalchemy import text

from fandom.infra.db import db, unit_of_work

SHOWS, FANS = 200, 2000
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
       '{}', '{}', 0, 1, now()
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
SELECT '0' || lpad(n::text, 12, '0'), 's' || lpad((n % :shows + 1)::text, 12, '0'),
       'a' || lpad((n::bigint * 7919 % :fans + 1)::text, 12, '0'), 1 + n % 3, 1 + n % 10, 60000, 65000,
       'The way she looks at the door, for the ' || n || 'th time, and how nobody says a word about it',
       '<p>The way she looks at the door, for the ' || n
           || 'th time, and how nobody in the room says a word about it</p>',
       ARRAY['door'], 1 + n % 3, 1 + n % 10, 65000, 'published', 1, '{"🔥": 1}', 1, 0, now()
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
"""
REACTIONS = """
INSERT INTO reactions (moment_id, account_id, emoji, at)
SELECT id, 'a000000000001', '🔥', now() FROM moments
WHERE id BETWEEN '0' || lpad(CAST(:first AS text), 12, '0') AND '0' || lpad(CAST(:last AS text), 12, '0')
"""


def people_and_shows() -> None:
    with unit_of_work():
        db.session.execute(text(ACCOUNTS), {"fans": FANS})
        db.session.execute(text(CATALOGUE), {"shows": SHOWS})
        db.session.execute(text(EPISODES))


def moments(first: int, last: int) -> None:
    """Those numbered so, ends included; then statistics, as autovacuum would bring them."""
    names = {"first": first, "last": last}
    with unit_of_work():
        db.session.execute(text(MOMENTS), names | {"shows": SHOWS, "fans": FANS})
        db.session.execute(text(REACTIONS), names)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE moments"))
        connection.execute(text("VACUUM ANALYZE reactions"))
