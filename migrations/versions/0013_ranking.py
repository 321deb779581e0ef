"""Stored scores, and what they are ordered by."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
LISTED = {"postgresql_where": sa.text("state = 'published'")}
NEWEST = sa.literal_column("id DESC")
MOST = sa.literal_column("engagement DESC")
HOTTEST = sa.literal_column("score DESC")
ENGAGEMENT = "reaction_count + 2 * comment_count"
SCORE = (
    "sign((reaction_count + 2 * comment_count)::double precision)"
    " * log(GREATEST(1, abs(reaction_count + 2 * comment_count))::double precision)"
    " + date_part('epoch'::text, created_at AT TIME ZONE 'UTC'::text) / 45000::double precision"
)
TREND = "hot_score - 0.5::double precision * log(GREATEST(10, member_count)::double precision)"

# Both bounds only rise: whoever reads them looks on where one turns out to be higher than what is really there.
MADE = """
  UPDATE {table} t SET newest_id = GREATEST(t.newest_id, of.newest_id), hot_score = GREATEST(t.hot_score, of.hot_score)
    FROM (SELECT {key}, max(id) AS newest_id, max(score) AS hot_score FROM made WHERE state = 'published'
          GROUP BY {key}) AS of
    WHERE t.id = of.{key} AND (t.newest_id IS NULL OR t.newest_id < of.newest_id OR t.hot_score < of.hot_score);
"""
ROSE = """
  UPDATE {table} SET newest_id = GREATEST(newest_id, NEW.id), hot_score = GREATEST(hot_score, NEW.score)
    WHERE id = NEW.{key} AND (newest_id IS NULL OR newest_id < NEW.id OR hot_score < NEW.score);
"""
FUNCTION = "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
KEYS = {"shows": "show_id", "accounts": "author_id"}
ON_MADE = """
CREATE TRIGGER moments_were_made AFTER INSERT ON moments REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION moments_were_made()
"""
ON_ROSE = """
CREATE TRIGGER moment_rose AFTER UPDATE ON moments FOR EACH ROW
WHEN (NEW.state = 'published' AND (OLD.state <> 'published' OR NEW.score > OLD.score))
EXECUTE FUNCTION moment_rose()
"""
BOUNDS = """
UPDATE {table} t SET newest_id = found.newest_id, hot_score = found.hot_score
FROM (SELECT {key}, max(id) AS newest_id, max(score) AS hot_score FROM moments WHERE state = 'published' GROUP BY {key})
     found
WHERE t.id = found.{key}
"""


def upgrade() -> None:
    op.add_column("moments", sa.Column("engagement", sa.Integer(), sa.Computed(ENGAGEMENT, persisted=True)))
    op.add_column("moments", sa.Column("score", sa.Double(), sa.Computed(SCORE, persisted=True)))
    for table in ("shows", "accounts"):
        op.add_column(table, sa.Column("newest_id", ID, nullable=True))
        op.add_column(table, sa.Column("hot_score", sa.Double(), nullable=True))
    for table, key in KEYS.items():
        op.execute(BOUNDS.format(table=table, key=key))
    op.add_column("shows", sa.Column("trend", sa.Double(), sa.Computed(TREND, persisted=True)))
    op.create_index("ix_shows_trend", "shows", [sa.literal_column("trend DESC NULLS LAST")])
    _index_moments()
    _make_trigger("moments_were_made", MADE, ON_MADE)
    _make_trigger("moment_rose", ROSE, ON_ROSE)
    _make_memories()


def downgrade() -> None:
    op.drop_table("seen")
    op.drop_table("rankings")
    op.execute("DROP TRIGGER moment_rose ON moments")
    op.execute("DROP TRIGGER moments_were_made ON moments")
    op.execute("DROP FUNCTION moment_rose()")
    op.execute("DROP FUNCTION moments_were_made()")
    for name in ("show_hot", "episode_hot", "show_top", "author_hot", "show_new"):
        op.drop_index(f"ix_moments_{name}", "moments")
    op.create_index("ix_moments_show_new", "moments", ["show_id", NEWEST], **LISTED)
    op.drop_index("ix_shows_trend", "shows")
    op.drop_column("shows", "trend")
    for table in ("shows", "accounts"):
        op.drop_column(table, "newest_id")
        op.drop_column(table, "hot_score")
    op.drop_column("moments", "score")
    op.drop_column("moments", "engagement")


def _index_moments() -> None:
    op.drop_index("ix_moments_show_new", "moments")
    by_author = {"postgresql_include": ["author_id"]} | LISTED
    op.create_index("ix_moments_show_new", "moments", ["show_id", NEWEST], **by_author)
    op.create_index("ix_moments_show_hot", "moments", ["show_id", HOTTEST, NEWEST], **by_author)
    op.create_index("ix_moments_episode_hot", "moments", ["show_id", "season", "number", HOTTEST, NEWEST], **LISTED)
    op.create_index(
        "ix_moments_show_top", "moments", ["show_id", sa.literal_column("engagement DESC"), NEWEST], **LISTED
    )
    op.create_index("ix_moments_author_hot", "moments", ["author_id", HOTTEST, NEWEST], **LISTED)


def _make_trigger(name: str, body: str, trigger: str) -> None:
    raising = "".join(body.format(table=table, key=key) for table, key in KEYS.items())
    op.execute(FUNCTION.format(name=name, body=raising))
    op.execute(trigger)


def _make_memories() -> None:
    """Tables without a log: what is in them may be lost."""
    op.create_table(
        "rankings",
        sa.Column("id", ID, nullable=False),
        sa.Column("moment_ids", sa.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rankings")),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_rankings_frozen_at", "rankings", ["frozen_at"])
    op.create_table(
        "seen",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("moment_ids", sa.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("fresh_ids", sa.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_seen")),
        prefixes=["UNLOGGED"],
    )
