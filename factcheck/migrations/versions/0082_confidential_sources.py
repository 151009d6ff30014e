"""Sources can be confidential, and people be given access to them."""

import sqlalchemy as sa
from alembic import op

revision = "0082_confidential_sources"
down_revision = "0081_mailed_requests"
branch_labels = None
depends_on = None

TABLE = "source_access"
CONFIDENTIAL = sa.text("confidential_since IS NOT NULL")


def upgrade() -> None:
    op.add_column("sources", sa.Column("confidential_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_sources_confidential", "sources", ["id"], sqlite_where=CONFIDENTIAL, postgresql_where=CONFIDENTIAL
    )
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f(f"fk_{TABLE}_source_id_sources")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{TABLE}_user_id_users")),
        sa.ForeignKeyConstraint(["given_by_id"], ["users.id"], name=op.f(f"fk_{TABLE}_given_by_id_users")),
        sa.UniqueConstraint("source_id", "user_id", name=op.f(f"uq_{TABLE}_source_id_user_id")),
    )


def downgrade() -> None:
    """Refused while a source is confidential: without the column everybody would see it."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM sources WHERE confidential_since IS NOT NULL")):
        raise RuntimeError("Some sources are confidential. Make them open to the newsroom first.")
    op.drop_table(TABLE)
    op.drop_index("ix_sources_confidential", "sources")
    op.drop_column("sources", "confidential_since")
