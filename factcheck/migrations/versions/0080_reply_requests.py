"""Requests for a reply about a claim, and for a correction by its publisher."""

import sqlalchemy as sa
from alembic import op

revision = "0080_reply_requests"
down_revision = "0079_evidence_words"
branch_labels = None
depends_on = None

TABLE = "reply_requests"
KINDS = ("comment-on-claim", "correction-by-publisher")
CHANNELS = ("by-email", "by-phone", "by-letter", "by-message", "in-person")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="replykind", native_enum=False, length=40), nullable=False),
        sa.Column("asked_of", sa.String(300), nullable=False),
        sa.Column("channel", sa.Enum(*CHANNELS, name="replychannel", native_enum=False, length=40), nullable=False),
        sa.Column("contact", sa.String(300), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f(f"fk_{TABLE}_claim_id_claims")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f(f"fk_{TABLE}_asked_by_id_users")),
        sa.CheckConstraint("(answer = '') = (answered_on IS NULL)", name=op.f(f"ck_{TABLE}_answer_has_day")),
    )
    op.create_index(op.f(f"ix_{TABLE}_claim_id"), TABLE, ["claim_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
