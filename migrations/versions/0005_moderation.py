"""Word rules, cases, reports, findings, evidence and decisions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("target_version", sa.Integer(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_target", "evidence", ["target_kind", "target_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("author_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("why", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("claim_token", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'decided')", name=op.f("ck_cases_state")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_cases_author_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["accounts.id"], name=op.f("fk_cases_claimed_by")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_cases_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_author_id", "cases", ["author_id"], unique=False)
    op.create_index("ix_cases_queue", "cases", ["state", sa.literal_column("priority DESC"), "opened_at"], unique=False)
    op.create_index(
        "uq_cases_open_target",
        "cases",
        ["target_kind", "target_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "word_rules",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('hold', 'publish_and_case')", name=op.f("ck_word_rules_outcome")),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name=op.f("fk_word_rules_created_by")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_word_rules_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_rules")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("case_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("moderator_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("author_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("remedies", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_decisions_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["accounts.id"], name=op.f("fk_decisions_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_author_id", "decisions", ["author_id"], unique=False)
    op.create_index("ix_decisions_case_id", "decisions", ["case_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("case_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_findings_case_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_findings_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_case_id", "findings", ["case_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("case_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("reporter_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("evidence_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reveals_at", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reports_case_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_reports_evidence_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["accounts.id"], name=op.f("fk_reports_reporter_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_reports_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index("ix_reports_case_id", "reports", ["case_id"], unique=False)
    op.create_index("ix_reports_target", "reports", ["target_kind", "target_id"], unique=False)
    op.create_index(
        "uq_reports_open",
        "reports",
        ["target_kind", "target_id", "reporter_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_reports_open", table_name="reports", postgresql_where=sa.text("closed_at IS NULL"))
    op.drop_index("ix_reports_target", table_name="reports")
    op.drop_index("ix_reports_case_id", table_name="reports")
    op.drop_table("reports")
    op.drop_index("ix_findings_case_id", table_name="findings")
    op.drop_table("findings")
    op.drop_index("ix_decisions_case_id", table_name="decisions")
    op.drop_index("ix_decisions_author_id", table_name="decisions")
    op.drop_table("decisions")
    op.drop_table("word_rules")
    op.drop_index("uq_cases_open_target", table_name="cases", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_cases_queue", table_name="cases")
    op.drop_index("ix_cases_author_id", table_name="cases")
    op.drop_table("cases")
    op.drop_index("ix_evidence_target", table_name="evidence")
    op.drop_table("evidence")
