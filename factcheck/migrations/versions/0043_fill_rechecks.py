"""Whoever was asked to look again, because words were moved since their review, is still asked."""

from alembic import op

revision = "0043_fill_rechecks"
down_revision = "0042_rechecks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO rechecks (user_id, claim_id, since_event_id)"
        " SELECT reviews.reviewer_id, claims.id, min(audit_events.id) FROM reviews"
        " JOIN claims ON claims.id = reviews.claim_id"
        " JOIN audit_events ON audit_events.subject_type = 'claim' AND audit_events.subject_id = claims.id"
        " AND audit_events.action = 'claim:resize' AND audit_events.actor_id <> reviews.reviewer_id"
        " AND audit_events.at > reviews.created_at"
        " WHERE reviews.superseded_at IS NULL AND claims.archived_at IS NULL"
        " GROUP BY reviews.reviewer_id, claims.id"
    )


def downgrade() -> None:
    op.execute("DELETE FROM rechecks")
