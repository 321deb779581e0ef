"""Clusters of overlapping moments, and which moments have a clip."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
WITH_CLIP = sa.text("state = 'published' AND has_clip")
# What has a clip when this is run.
HAVE_CLIPS = """
UPDATE moments SET has_clip = true FROM files
WHERE files.id = moments.media_ids[1] AND files.kind = 'clip' AND files.status = 'ready'
"""


def upgrade() -> None:
    op.add_column("moments", sa.Column("has_clip", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute(HAVE_CLIPS)
    op.create_index(
        "ix_moments_show_clips",
        "moments",
        ["show_id", sa.text("engagement DESC"), sa.text("id DESC")],
        postgresql_where=WITH_CLIP,
    )
    op.create_table(
        "clustered_moments",
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("leader_id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moments.id"], name=op.f("fk_clustered_moments_moment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("moment_id", name=op.f("pk_clustered_moments")),
    )
    op.create_index("ix_clustered_moments_leader_id", "clustered_moments", ["leader_id"])
    op.create_index("ix_clustered_moments_episode", "clustered_moments", ["show_id", "season", "number"])


def downgrade() -> None:
    op.drop_table("clustered_moments")
    op.drop_index("ix_moments_show_clips", table_name="moments")
    op.drop_column("moments", "has_clip")
