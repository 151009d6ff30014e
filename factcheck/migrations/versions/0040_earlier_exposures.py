"""Editors who could see reviews or drafts before it was recorded who was shown them count as shown."""

import sqlalchemy as sa
from alembic import op

revision = "0040_earlier_exposures"
down_revision = "0039_exposures"
branch_labels = None
depends_on = None

EARLIER = sa.text("""
    INSERT INTO exposures (user_id, claim_id, shown_by, created_at)
    SELECT users.id, claims.id, 'earlier', CURRENT_TIMESTAMP
    FROM users CROSS JOIN claims
    WHERE users.role IN ('editor', 'admin')
    AND (
        EXISTS (SELECT 1 FROM reviews WHERE reviews.claim_id = claims.id AND reviews.reviewer_id <> users.id)
        OR EXISTS (
            SELECT 1 FROM editions JOIN verdicts ON verdicts.id = editions.verdict_id
            WHERE verdicts.claim_id = claims.id AND editions.author_id <> users.id
        )
    )
    AND NOT (
        EXISTS (SELECT 1 FROM assignments WHERE assignments.claim_id = claims.id AND assignments.reviewer_id = users.id)
        AND NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.claim_id = claims.id AND reviews.reviewer_id = users.id)
    )
    AND NOT EXISTS (SELECT 1 FROM exposures WHERE exposures.claim_id = claims.id AND exposures.user_id = users.id)
""")


def upgrade() -> None:
    op.execute(EARLIER)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM exposures WHERE shown_by = 'earlier'"))
