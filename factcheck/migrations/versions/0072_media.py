"""What a text comes from (an article, a post, a speech, a picture, a recording), and pictures of it."""

import sqlalchemy as sa
from alembic import op

revision = "0072_media"
down_revision = "0071_graphic_marks"
branch_labels = None
depends_on = None

MEDIA = ("article", "post", "speech", "picture", "recording")


def upgrade() -> None:
    kind = sa.Enum(*MEDIA, name="medium", native_enum=False, length=40)
    op.add_column("articles", sa.Column("medium", kind, server_default="article", nullable=False))
    op.create_table(
        "article_pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("shown_sha256", sa.String(64), nullable=False),
        sa.Column("shown_type", sa.String(120), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_article_pictures_added_by_id_users")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_pictures_article_id_articles")),
        sa.ForeignKeyConstraint(
            ["raw_sha256"], ["stored_files.sha256"], name=op.f("fk_article_pictures_raw_sha256_stored_files")
        ),
        sa.ForeignKeyConstraint(
            ["shown_sha256"], ["stored_files.sha256"], name=op.f("fk_article_pictures_shown_sha256_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_pictures")),
    )
    op.create_index(op.f("ix_article_pictures_article_id"), "article_pictures", ["article_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_article_pictures_article_id"), table_name="article_pictures")
    op.drop_table("article_pictures")
    with op.batch_alter_table("articles") as batch:
        batch.drop_column("medium")
