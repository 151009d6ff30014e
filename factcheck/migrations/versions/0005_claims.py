"""Tables of the room claims."""

import sqlalchemy as sa
from alembic import op

revision = "0005_claims"
down_revision = "0004_articles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claimants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column(
            "kind", sa.Enum("person", "organisation", name="claimantkind", native_enum=False, length=40), nullable=False
        ),
        sa.Column("wikidata_id", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claimants")),
        sa.UniqueConstraint("name", "role", name=op.f("uq_claimants_name_role")),
        sa.UniqueConstraint("wikidata_id", name=op.f("uq_claimants_wikidata_id")),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("name", name=op.f("uq_tags_name")),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("claimant_id", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "checkable",
                "opinion",
                "prediction",
                "promise",
                "satire",
                "vague",
                "other",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("kind_reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "in-review", "decided", "not-checkable", name="claimstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("rating_key", sa.String(length=40), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_claims_author_id_users")),
        sa.ForeignKeyConstraint(["claimant_id"], ["claimants.id"], name=op.f("fk_claims_claimant_id_claimants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_claimant_id"), "claims", ["claimant_id"], unique=False)
    op.create_index(op.f("ix_claims_state"), "claims", ["state"], unique=False)
    op.create_table(
        "claim_tags",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_tags_claim_id_claims")),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_claim_tags_tag_id_tags")),
        sa.PrimaryKeyConstraint("claim_id", "tag_id", name=op.f("pk_claim_tags")),
    )
    op.create_index(op.f("ix_claim_tags_tag_id"), "claim_tags", ["tag_id"], unique=False)
    op.create_table(
        "annotations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_annotations_article_id_articles")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_annotations_author_id_users")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_annotations_claim_id_claims")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_annotations_version_id_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotations")),
    )
    op.create_index(op.f("ix_annotations_article_id"), "annotations", ["article_id"], unique=False)
    op.create_index(op.f("ix_annotations_claim_id"), "annotations", ["claim_id"], unique=False)
    op.create_table(
        "parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["annotation_id"], ["annotations.id"], name=op.f("fk_parts_annotation_id_annotations")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_parts_version_id_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parts")),
    )
    op.create_index(op.f("ix_parts_annotation_id"), "parts", ["annotation_id"], unique=False)
    op.create_index(op.f("ix_parts_version_id_start"), "parts", ["version_id", "start"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_parts_version_id_start"), table_name="parts")
    op.drop_index(op.f("ix_parts_annotation_id"), table_name="parts")
    op.drop_table("parts")
    op.drop_index(op.f("ix_annotations_claim_id"), table_name="annotations")
    op.drop_index(op.f("ix_annotations_article_id"), table_name="annotations")
    op.drop_table("annotations")
    op.drop_index(op.f("ix_claim_tags_tag_id"), table_name="claim_tags")
    op.drop_table("claim_tags")
    op.drop_index(op.f("ix_claims_state"), table_name="claims")
    op.drop_index(op.f("ix_claims_claimant_id"), table_name="claims")
    op.drop_table("claims")
    op.drop_table("tags")
    op.drop_table("claimants")
