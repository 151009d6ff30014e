"""Who is asked to look again at a claim that others changed."""

import sqlalchemy as sa
from alembic import op

revision = "0042_rechecks"
down_revision = "0041_last_used"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rechecks",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("since_event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_rechecks_user_id_users")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_rechecks_claim_id_claims")),
        sa.ForeignKeyConstraint(
            ["since_event_id"], ["audit_events.id"], name=op.f("fk_rechecks_since_event_id_audit_events")
        ),
        sa.PrimaryKeyConstraint("user_id", "claim_id", name=op.f("pk_rechecks")),
    )
    op.create_index(op.f("ix_rechecks_claim_id"), "rechecks", ["claim_id"])


def downgrade() -> None:
    op.drop_table("rechecks")
