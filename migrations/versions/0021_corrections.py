"""How far a moment or comment must stay sealed at least, and whose word about that has proved right."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)
FLOOR = "floor_key IS NULL OR (reveal_key IS NOT NULL AND reveal_key >= floor_key)"


def upgrade() -> None:
    for table in ("moments", "comments"):
        op.add_column(table, sa.Column("floor_key", sa.BigInteger(), nullable=True))
        op.create_check_constraint(op.f(f"ck_{table}_floor"), table, FLOOR)
    op.create_table(
        "report_verdicts",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("reporter_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_report_verdicts_author_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_report_verdicts_decision_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_verdicts_report_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["accounts.id"], name=op.f("fk_report_verdicts_reporter_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_report_verdicts_show_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_verdicts")),
    )
    op.create_index("ix_report_verdicts_reporter_id", "report_verdicts", ["reporter_id"], unique=False)
    op.create_index("ix_report_verdicts_decision_id", "report_verdicts", ["decision_id"], unique=False)
    op.create_index("ix_cases_target", "cases", ["target_kind", "target_id"], unique=False)
    op.create_index("ix_reports_reporter_id", "reports", ["reporter_id"], unique=False)
    op.create_index("ix_notifications_subject_id", "notifications", ["subject_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_notifications_subject_id", table_name="notifications")
    op.drop_index("ix_reports_reporter_id", table_name="reports")
    op.drop_index("ix_cases_target", table_name="cases")
    op.drop_table("report_verdicts")
    for table in ("comments", "moments"):
        op.drop_constraint(op.f(f"ck_{table}_floor"), table, type_="check")
        op.drop_column(table, "floor_key")
