"""Where the quotations of evidence are in captures of their source."""

import sqlalchemy as sa
from alembic import op

revision = "0062_quote_places"
down_revision = "0061_capture_records"
branch_labels = None
depends_on = None

TABLE = "quote_places"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("quote_sha256", sa.String(64), nullable=False),
        sa.Column(
            "state",
            sa.Enum("confident", "uncertain", "orphaned", name="anchorstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("fragment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f(f"fk_{TABLE}_evidence_id_evidence")),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture_records.id"], name=op.f(f"fk_{TABLE}_capture_id_capture_records")
        ),
        sa.UniqueConstraint("evidence_id", "capture_id", name=op.f(f"uq_{TABLE}_evidence_id_capture_id")),
        sa.CheckConstraint("(state = 'orphaned') = (start IS NULL)", name=op.f(f"ck_{TABLE}_orphaned_is_nowhere")),
    )
    op.create_index(op.f(f"ix_{TABLE}_capture_id"), TABLE, ["capture_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
