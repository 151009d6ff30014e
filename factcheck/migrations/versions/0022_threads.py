"""Conversations, what is said in them, and who is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0022_threads"
down_revision = "0021_resizing"
branch_labels = None
depends_on = None

POINTS_AT = {
    "threads": {"claim_id": "claims", "author_id": "users", "resolved_by_id": "users"},
    "comments": {"thread_id": "threads", "author_id": "users", "removed_by_id": "users"},
    "mentions": {"comment_id": "comments", "user_id": "users"},
}
INDEXED = {"threads": "claim_id", "comments": "thread_id", "mentions": "user_id"}


def upgrade() -> None:
    _create(
        "threads",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("is_blocking", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by_id IS NULL)", name=op.f("ck_threads_resolved_by_somebody")
        ),
    )
    _create(
        "comments",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name=op.f("ck_comments_removed_by_somebody")
        ),
    )
    _create(
        "mentions",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("comment_id", "user_id", name=op.f("uq_mentions_comment_id_user_id")),
    )


def downgrade() -> None:
    for table in reversed(POINTS_AT):
        op.drop_index(op.f(f"ix_{table}_{INDEXED[table]}"), table_name=table)
        op.drop_table(table)


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    keys = [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in POINTS_AT[table].items()
    ]
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    op.create_table(table, sa.Column("id", sa.Integer(), nullable=False), *parts, *keys, primary)
    op.create_index(op.f(f"ix_{table}_{INDEXED[table]}"), table, [INDEXED[table]], unique=False)
