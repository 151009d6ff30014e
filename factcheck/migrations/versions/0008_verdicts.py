"""Tables of the room verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0008_verdicts"
down_revision = "0007_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_verdicts_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_verdicts_claim_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_verdicts_slug")),
    )
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "sent-back",
                "approved",
                "published",
                name="editionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rating_id", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("would_change", sa.Text(), nullable=False),
        sa.Column(
            "correction_class",
            sa.Enum(
                "typo",
                "clarification",
                "update",
                "correction",
                "verdict-changed",
                "void",
                name="correctionclass",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("public_note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_back_reason", sa.Text(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("record_sha256", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'published') OR (approver_id IS NOT NULL AND record IS NOT NULL)",
            name=op.f("ck_editions_approved_is_recorded"),
        ),
        sa.CheckConstraint(
            "approver_id IS NULL OR approver_id <> author_id", name=op.f("ck_editions_approved_by_another")
        ),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name=op.f("fk_editions_approver_id_users")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_editions_author_id_users")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_editions_rating_id_ratings")),
        sa.ForeignKeyConstraint(["sent_back_by_id"], ["users.id"], name=op.f("fk_editions_sent_back_by_id_users")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name=op.f("fk_editions_verdict_id_verdicts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("verdict_id", "number", name=op.f("uq_editions_verdict_id_number")),
    )
    op.create_index(op.f("ix_editions_published_at"), "editions", ["published_at"], unique=False)
    op.create_index(op.f("ix_editions_state"), "editions", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_editions_state"), table_name="editions")
    op.drop_index(op.f("ix_editions_published_at"), table_name="editions")
    op.drop_table("editions")
    op.drop_table("verdicts")
