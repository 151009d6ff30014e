"""What servers said with pages that were fetched as articles, from which captures of versions are made."""

import sqlalchemy as sa
from alembic import op

revision = "0066_fetched_pages"
down_revision = "0065_claims_list"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetched_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("final_url", sa.String(2000), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("charset", sa.String(120), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetched_pages")),
        sa.ForeignKeyConstraint(["fetched_by_id"], ["users.id"], name=op.f("fk_fetched_pages_fetched_by_id_users")),
    )
    op.create_index(op.f("ix_fetched_pages_raw_sha256"), "fetched_pages", ["raw_sha256"])


def downgrade() -> None:
    op.drop_table("fetched_pages")
