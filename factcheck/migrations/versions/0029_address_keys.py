"""Addresses are stored as typed, with a key beside them; one address or text may belong to several articles."""

import sqlalchemy as sa
from alembic import op

revision = "0029_address_keys"
down_revision = "0028_basis_questions"
branch_labels = None
depends_on = None

FIRST = {"sqlite_where": sa.text("number = 1"), "postgresql_where": sa.text("number = 1")}


def upgrade() -> None:
    with op.batch_alter_table("articles") as table:
        table.add_column(sa.Column("url_key", sa.String(2000), nullable=True))
        table.drop_constraint(op.f("uq_articles_canonical_url"), type_="unique")
        table.create_index(op.f("ix_articles_url_key"), ["url_key"])
    # not in a batch: that would build the table anew on SQLite, and lose its guards
    op.drop_index("uq_versions_first_text", table_name="versions", **FIRST)
    op.create_index(op.f("ix_versions_text_sha256"), "versions", ["text_sha256"])
    op.create_table(
        "draft_files",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(500), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_draft_files_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "form", "sha256", name=op.f("pk_draft_files")),
    )
    op.create_index(op.f("ix_draft_files_saved_at"), "draft_files", ["saved_at"])


def downgrade() -> None:
    """Refused by the database where two articles share an address or a first text: before this, none could."""
    op.drop_index(op.f("ix_draft_files_saved_at"), table_name="draft_files")
    op.drop_table("draft_files")
    op.drop_index(op.f("ix_versions_text_sha256"), table_name="versions")
    op.create_index("uq_versions_first_text", "versions", ["text_sha256"], unique=True, **FIRST)
    with op.batch_alter_table("articles") as table:
        table.drop_index(op.f("ix_articles_url_key"))
        table.create_unique_constraint(op.f("uq_articles_canonical_url"), ["canonical_url"])
        table.drop_column("url_key")
