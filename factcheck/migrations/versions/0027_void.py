"""Verdicts that were voided by a correction are withdrawn; the last reasons for sending back are kept as the first."""

import sqlalchemy as sa
from alembic import op

revision = "0027_void"
down_revision = "0026_withdrawals"
branch_labels = None
depends_on = None

VOIDED = """
    INSERT INTO withdrawals (edition_id, reason, author_id, created_at)
    SELECT e.id, e.public_note, e.author_id, e.published_at FROM editions AS e
    WHERE e.correction_class = 'void' AND e.state = 'published' AND e.number = (
        SELECT max(number) FROM editions AS other WHERE other.verdict_id = e.verdict_id AND other.state = 'published'
    )
"""
UNDECIDED = """
    UPDATE claims SET state = 'in-review', rating_key = NULL, revision = revision + 1
    WHERE state = 'decided' AND id IN (
        SELECT v.claim_id FROM withdrawals AS w JOIN editions AS e ON e.id = w.edition_id
        JOIN verdicts AS v ON v.id = e.verdict_id
    )
"""
DRAFTS = """
    UPDATE editions SET correction_class = NULL
    WHERE correction_class = 'void' AND state IN ('draft', 'submitted', 'sent-back')
"""
REASONS = """
    INSERT INTO send_backs (edition_id, reason, author_id, created_at)
    SELECT id, sent_back_reason, sent_back_by_id, sent_back_at FROM editions WHERE sent_back_at IS NOT NULL
"""


def upgrade() -> None:
    for change in (VOIDED, UNDECIDED, DRAFTS, REASONS):
        op.execute(sa.text(change))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM send_backs WHERE record IS NULL"))
