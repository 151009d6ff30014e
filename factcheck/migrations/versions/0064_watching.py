"""Watched pages, looks at them, alarms about quotations, and what sites say to robots."""

import sqlalchemy as sa
from alembic import op

revision = "0064_watching"
down_revision = "0063_inbox"
branch_labels = None
depends_on = None

RESULTS = ("unchanged", "changed-page", "new-version", "look-failed", "not-allowed", "missing", "gone")
CHANGES = ("unchanged", "moved", "typography", "reworded", "removed")
OUTCOMES = ("still-holds", "quotation-replaced", "withdrawn", "words-restored")


def upgrade() -> None:
    op.create_table(
        "watched_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("switched_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_pages")),
        key("watched_pages", "source_id", "sources"),
        key("watched_pages", "article_id", "articles"),
        key("watched_pages", "switched_by_id", "users"),
        sa.UniqueConstraint("source_id", name=op.f("uq_watched_pages_source_id")),
        sa.UniqueConstraint("article_id", name=op.f("uq_watched_pages_article_id")),
        sa.CheckConstraint(
            "(source_id IS NULL) <> (article_id IS NULL)", name=op.f("ck_watched_pages_has_one_subject")
        ),
    )
    op.create_table(
        "page_looks",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("etag", sa.String(2000), nullable=False),
        sa.Column("last_modified", sa.String(2000), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        code("result", RESULTS, "lookresult", is_optional=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_looks")),
        key("page_looks", "page_id", "watched_pages"),
    )
    op.create_index(op.f("ix_page_looks_due_at"), "page_looks", ["due_at"])
    op.create_table("quote_alarms", *alarm_columns())
    op.create_index(op.f("ix_quote_alarms_evidence_id"), "quote_alarms", ["evidence_id"])
    is_open = sa.text("outcome IS NULL")
    op.create_index(
        "uq_quote_alarms_open", "quote_alarms", ["evidence_id"], unique=True, sqlite_where=is_open,
        postgresql_where=is_open,
    )  # fmt: skip
    op.create_table(
        "robots_files",
        sa.Column("origin", sa.String(300), nullable=False),
        sa.Column("rules", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_robots_files")),
    )


def downgrade() -> None:
    for table in ("robots_files", "quote_alarms", "page_looks", "watched_pages"):
        op.drop_table(table)


def alarm_columns() -> list[sa.Column | sa.Constraint]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        code("change", CHANGES, "wordingchange"),
        sa.Column("old_capture_id", sa.Integer(), nullable=False),
        sa.Column("old_start", sa.Integer(), nullable=False),
        sa.Column("old_end", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        code("outcome", OUTCOMES, "alarmoutcome", is_optional=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_alarms")),
        key("quote_alarms", "evidence_id", "evidence"),
        key("quote_alarms", "old_capture_id", "capture_records"),
        key("quote_alarms", "capture_id", "capture_records"),
        key("quote_alarms", "decided_by_id", "users"),
        sa.CheckConstraint("(change = 'removed') = (start IS NULL)", name=op.f("ck_quote_alarms_removed_is_nowhere")),
    ]


def code(name: str, codes: tuple[str, ...], kind: str, *, is_optional: bool = False) -> sa.Column:
    return sa.Column(name, sa.Enum(*codes, name=kind, native_enum=False, length=40), nullable=is_optional)


def key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
