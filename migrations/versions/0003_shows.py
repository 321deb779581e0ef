"""The catalogue, memberships and progress."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shows",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("synopsis", sa.Text(), nullable=False),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.Column("poster", sa.Text(), nullable=True),
        sa.Column("palette", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("public_horizon", sa.Text(), nullable=False),
        sa.Column("withholds_titles", sa.Boolean(), nullable=False),
        sa.Column("watch_template", sa.Text(), nullable=True),
        sa.Column("external_ids", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.Column("last_post_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('series', 'film')", name=op.f("ck_shows_kind")),
        sa.CheckConstraint("public_horizon IN ('aired', 'open', 'closed')", name=op.f("ck_shows_public_horizon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shows")),
        sa.UniqueConstraint("slug", name=op.f("uq_shows_slug")),
    )
    op.create_table(
        "episodes",
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("synopsis", sa.Text(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("air_date", sa.Date(), nullable=True),
        sa.Column("external_ids", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("duration_ms > 0", name=op.f("ck_episodes_duration")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_episodes_show_id")),
        sa.PrimaryKeyConstraint("show_id", "season", "number", name=op.f("pk_episodes")),
    )
    op.create_table(
        "memberships",
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("account_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('fan', 'moderator')", name=op.f("ck_memberships_role")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_memberships_show_id")),
        sa.PrimaryKeyConstraint("show_id", "account_id", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_account_id", "memberships", ["account_id"], unique=False)
    op.create_table(
        "progress",
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("account_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("position_ms", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(mode = 'at') = (season IS NOT NULL)", name=op.f("ck_progress_position")),
        sa.CheckConstraint("mode IN ('at', 'none', 'all', 'open')", name=op.f("ck_progress_mode")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_progress_account_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_progress_show_id")),
        sa.PrimaryKeyConstraint("show_id", "account_id", name=op.f("pk_progress")),
    )
    op.create_table(
        "seasons",
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_seasons_show_id")),
        sa.PrimaryKeyConstraint("show_id", "number", name=op.f("pk_seasons")),
    )
    op.create_table(
        "specials_seen",
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("account_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["show_id", "account_id"],
            ["progress.show_id", "progress.account_id"],
            name=op.f("fk_specials_seen_show_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("show_id", "account_id", "number", name=op.f("pk_specials_seen")),
    )


def downgrade() -> None:
    op.drop_table("specials_seen")
    op.drop_table("seasons")
    op.drop_table("progress")
    op.drop_index("ix_memberships_account_id", table_name="memberships")
    op.drop_table("memberships")
    op.drop_table("episodes")
    op.drop_table("shows")
