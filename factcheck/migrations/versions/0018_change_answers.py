"""What editors say when a publisher changed words that a verdict rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0018_change_answers"
down_revision = "0017_settlements"
branch_labels = None
depends_on = None

OUTCOMES = ("stands", "corrected", "stealth-edit")
TABLES = {"author_id": "users", "claim_id": "claims", "part_id": "parts", "version_id": "versions"}
INDEXED = ("claim_id", "part_id", "version_id")


def upgrade() -> None:
    op.create_table(
        "change_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Enum(*OUTCOMES, name="outcome", native_enum=False, length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_change_answers_{name}_{table}"))
            for name, table in TABLES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_answers")),
    )
    for name in INDEXED:
        op.create_index(op.f(f"ix_change_answers_{name}"), "change_answers", [name], unique=False)


def downgrade() -> None:
    for name in INDEXED:
        op.drop_index(op.f(f"ix_change_answers_{name}"), table_name="change_answers")
    op.drop_table("change_answers")
