"""Redacted copies of captures, which seal their originals."""

import sqlalchemy as sa
from alembic import op

revision = "0083_redactions"
down_revision = "0082_confidential_sources"
branch_labels = None
depends_on = None

TABLE, GUARD = "redactions", "capture_record_no_update"  # a capture that has ended never changes
KEYS = {"original_id": "capture_records.id", "copy_id": "capture_records.id", "author_id": "users.id"}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("boxes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("copy_id", name=op.f(f"uq_{TABLE}_copy_id")),
        *(
            sa.ForeignKeyConstraint([column], [key], name=op.f(f"fk_{TABLE}_{column}_{key.split('.')[0]}"))
            for column, key in KEYS.items()
        ),
    )
    op.create_index(op.f(f"ix_{TABLE}_original_id"), TABLE, ["original_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
    copies = "UPDATE capture_records SET door = 'uploaded' WHERE door = 'redacted'"
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"ALTER TABLE capture_records DISABLE TRIGGER {GUARD}")
        op.execute(copies)
        op.execute(f"ALTER TABLE capture_records ENABLE TRIGGER {GUARD}")
        return
    guard = op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": GUARD})
    op.execute(f"DROP TRIGGER {GUARD}")
    op.execute(copies)
    op.execute(sa.DDL(guard))
