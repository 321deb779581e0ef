"""Words of moments and comments as they are searched, beside what decides for whom they are open; fans by name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
GIN = {"postgresql_using": "gin", "postgresql_with": {"gin_pending_list_limit": 256}}

# Marks that the parser would keep inside of words, numbers, paths and addresses; and capitals that lower() leaves alone
# where the locale of the database is C.
ASCII = "!\"#$%&''()*+,-./:;<=>?@[]^_`{|}~\\"
MARKS = ASCII + "¡«·»¿×÷‐‑–—‘’“”„…‹›†•\u200b\ufe0f"
CAPITALS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЄҐЂЃЈЉЊЋЌЏ"
LETTERS, PLAIN = CAPITALS + "ØŁĐÐıøłđðς", CAPITALS.lower() + "olddioldd" + "σ"
FROM, TO = MARKS + LETTERS, " " * (len(MARKS) - 1) + PLAIN  # one of them is doubled for SQL
# Letters that have no case and stand without spaces, and pictures: each is a word.
ALONE = r"([\u0e00-\u0eff\u2e80-\u9fff\uf900-\ufaff\u2600-\u27bf\U0001F000-\U0001FAFF])"
# Their bodies are parsed here and now: whoever restores a dump, with whatever search_path, gets the same.
FUNCTIONS = (
    rf"""
CREATE FUNCTION search_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN octet_length(said) = length(said) THEN translate(lower(said), '{ASCII}', '{" " * (len(ASCII) - 1)}')
ELSE regexp_replace(translate(
  replace(replace(replace(replace(replace(replace(
    lower(normalize(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g'), NFC)),
    'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'),
  '{FROM}', '{TO}'), '{ALONE}', ' \1 ', 'g') END
""",
    """
CREATE FUNCTION search_words(said text, tags text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(to_tsvector('pg_catalog.simple'::regconfig, search_folded(said)), 'A')
  || setweight(to_tsvector('pg_catalog.simple'::regconfig, search_folded(array_to_string(tags, ' '))), 'B')
  || array_to_tsvector(ARRAY(SELECT '#' || each FROM unnest(tags) AS carried (each)))
""",
    """
CREATE FUNCTION search_named(handle text, display_name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple'::regconfig, search_folded(handle || ' ' || display_name))
""",
)
# By triggers, so that no way of writing can forget it; the rows of what is not published are not there.
COLUMNS = {"moments": "show_id, author_id, reveal_key", "comments": "moment_id, show_id, author_id, reveal_key"}
SAID = {"moments": "caption, {of}.tags", "comments": "body, '{{}}'"}
KEPT = """
  INSERT INTO {one}_words ({one}_id, {columns}, words)
    SELECT {of}.id, {taken}, search_words({of}.{said}) FROM {source} WHERE {of}.state = 'published'
"""
GONE = "DELETE FROM {one}_words WHERE {one}_id = NEW.id;"
FUNCTION = "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"
ON_MADE = """
CREATE TRIGGER {many}_were_worded AFTER INSERT ON {many} REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION {many}_were_worded()
"""
ON_CHANGED = """
CREATE TRIGGER {one}_was_reworded AFTER UPDATE ON {many} FOR EACH ROW
WHEN ((OLD.{compared}) IS DISTINCT FROM (NEW.{recent})) EXECUTE FUNCTION {one}_was_reworded()
"""
COMPARED = {
    "moments": ("caption", "tags", "state", "show_id", "author_id", "reveal_key"),
    "comments": ("body", "state", "moment_id", "show_id", "author_id", "reveal_key"),
}


def upgrade() -> None:
    for statement in FUNCTIONS:
        op.execute(statement)
    op.create_table(
        "moment_words",
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("reveal_key", sa.BigInteger(), nullable=True),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moments.id"], name=op.f("fk_moment_words_moment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("moment_id", name=op.f("pk_moment_words")),
    )
    op.create_table(
        "comment_words",
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("reveal_key", sa.BigInteger(), nullable=True),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_words_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comment_words")),
    )
    for many in ("moments", "comments"):
        _follow(many, many[:-1])
    op.create_index(
        "ix_accounts_named",
        "accounts",
        [sa.literal_column("search_named(handle, display_name)")],
        postgresql_where=sa.text("state = 'active'"),
        **GIN,
    )


def _follow(many: str, one: str) -> None:
    op.execute(_kept(many, one, of="each", source=f"{many} each"))
    op.create_index(f"ix_{one}_words_words", f"{one}_words", ["words"], **GIN)
    for key in ("show_id", "author_id"):
        op.create_index(f"ix_{one}_words_{key}_{one}_id", f"{one}_words", [key, f"{one}_id"])
    made = _kept(many, one, of="made", source="made")
    changed = GONE.format(one=one) + _kept(many, one, of="NEW", source="(SELECT) AS one")
    op.execute(FUNCTION.format(name=f"{many}_were_worded", body=made))
    op.execute(FUNCTION.format(name=f"{one}_was_reworded", body=changed))
    op.execute(ON_MADE.format(many=many))
    compared = COMPARED[many]
    sides = {"compared": ", OLD.".join(compared), "recent": ", NEW.".join(compared)}
    op.execute(ON_CHANGED.format(one=one, many=many, **sides))


def _kept(many: str, one: str, *, of: str, source: str) -> str:
    taken = ", ".join(f"{of}.{column}" for column in COLUMNS[many].split(", "))
    said = SAID[many].format(of=of)
    return KEPT.format(one=one, of=of, columns=COLUMNS[many], taken=taken, said=said, source=source)


def downgrade() -> None:
    op.drop_index("ix_accounts_named", table_name="accounts")
    for many, one in (("comments", "comment"), ("moments", "moment")):
        op.execute(f"DROP TRIGGER {one}_was_reworded ON {many}")
        op.execute(f"DROP TRIGGER {many}_were_worded ON {many}")
        op.execute(f"DROP FUNCTION {one}_was_reworded()")
        op.execute(f"DROP FUNCTION {many}_were_worded()")
        op.drop_table(f"{one}_words")
    op.execute("DROP FUNCTION search_named(text, text)")
    op.execute("DROP FUNCTION search_words(text, text[])")
    op.execute("DROP FUNCTION search_folded(text)")
