"""Decisions on the origin of sources, what their captured texts share, and the fingerprints that lead to it."""

import sqlalchemy as sa
from alembic import op

revision = "0076_origins"
down_revision = "0075_doi_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "origin_decisions",
        *pair("origin_decisions"),
        sa.Column("is_one", sa.Boolean(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        key("origin_decisions", "decided_by_id", "users"),
    )
    op.create_index(op.f("ix_origin_decisions_high_id"), "origin_decisions", ["high_id"])
    op.create_table(
        "shared_texts",
        *pair("shared_texts"),
        sa.Column("low_capture_id", sa.Integer(), nullable=False),
        sa.Column("high_capture_id", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("agencies", sa.JSON(), nullable=False),
        key("shared_texts", "low_capture_id", "capture_records"),
        key("shared_texts", "high_capture_id", "capture_records"),
    )
    op.create_index(op.f("ix_shared_texts_high_id"), "shared_texts", ["high_id"])
    op.create_table(
        "text_fingerprints",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "value", name=op.f("pk_text_fingerprints")),
        key("text_fingerprints", "source_id", "sources"),
    )
    op.create_index(op.f("ix_text_fingerprints_value"), "text_fingerprints", ["value"])


def downgrade() -> None:
    for name in ("text_fingerprints", "shared_texts", "origin_decisions"):
        op.drop_table(name)


def pair(table) -> list:
    """The columns of two sources, lower id first."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        key(table, "low_id", "sources"),
        key(table, "high_id", "sources"),
        sa.UniqueConstraint("low_id", "high_id", name=op.f(f"uq_{table}_low_id_high_id")),
        sa.CheckConstraint("low_id < high_id", name=op.f(f"ck_{table}_lower_first")),
    ]


def key(table, column, other) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
