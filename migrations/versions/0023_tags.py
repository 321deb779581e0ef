"""Which moments carry which tags, for whom these are open, and which tags mean the same."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
WORD = sa.Text(collation="C")
INCLUDED = ["author_id", "moment_id"]

# Here, and not where moments are written, so that no way of writing can forget it.
USES = """
  INSERT INTO tag_uses (moment_id, tag, show_id, author_id, reveal_key)
    SELECT DISTINCT {of}.id, carried.tag, {of}.show_id, {of}.author_id, {of}.reveal_key
    FROM {source} unnest({of}.tags) AS carried (tag) WHERE {of}.state = 'published'
"""
FORGET = "DELETE FROM tag_uses WHERE moment_id = NEW.id"
FUNCTION = "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"
ON_MADE = """
CREATE TRIGGER moments_were_tagged AFTER INSERT ON moments REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION moments_were_tagged()
"""
ON_CHANGED = """
CREATE TRIGGER moment_was_retagged AFTER UPDATE ON moments FOR EACH ROW
WHEN ((OLD.tags, OLD.state, OLD.reveal_key, OLD.show_id, OLD.author_id)
      IS DISTINCT FROM (NEW.tags, NEW.state, NEW.reveal_key, NEW.show_id, NEW.author_id))
EXECUTE FUNCTION moment_was_retagged()
"""


def upgrade() -> None:
    op.create_table(
        "tag_uses",
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("tag", WORD, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("reveal_key", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["moment_id"], ["moments.id"], name=op.f("fk_tag_uses_moment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("moment_id", "tag", name=op.f("pk_tag_uses")),
    )
    op.execute(USES.format(of="m", source="moments m,"))
    op.create_index("ix_tag_uses_tag", "tag_uses", ["tag", "show_id", "reveal_key"], postgresql_include=INCLUDED)
    op.create_index(
        "ix_tag_uses_show_id_tag", "tag_uses", ["show_id", "tag", "reveal_key"], postgresql_include=INCLUDED
    )
    op.execute(FUNCTION.format(name="moments_were_tagged", body=USES.format(of="made", source="made,")))
    op.execute(ON_MADE)
    retagged = ";".join([FORGET, USES.format(of="NEW", source="")])
    op.execute(FUNCTION.format(name="moment_was_retagged", body=retagged))
    op.execute(ON_CHANGED)
    op.create_table(
        "tag_synonyms",
        sa.Column("id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=True),
        sa.Column("alias", WORD, nullable=False),
        sa.Column("canonical", WORD, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("alias <> canonical", name=op.f("ck_tag_synonyms_apart")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_tag_synonyms_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag_synonyms")),
    )
    op.create_index(
        "uq_tag_synonyms_alias", "tag_synonyms", ["show_id", "alias"], unique=True, postgresql_nulls_not_distinct=True
    )
    op.create_index("ix_tag_synonyms_canonical", "tag_synonyms", ["canonical"])


def downgrade() -> None:
    op.drop_table("tag_synonyms")
    op.execute("DROP TRIGGER moment_was_retagged ON moments")
    op.execute("DROP TRIGGER moments_were_tagged ON moments")
    op.execute("DROP FUNCTION moment_was_retagged()")
    op.execute("DROP FUNCTION moments_were_tagged()")
    op.drop_table("tag_uses")
