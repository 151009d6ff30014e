"""A feed that has readers keeps the ids that they know, made of its address of today; a new one gets a UUID."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0050_fill_feeds"
down_revision = "0049_feeds"
branch_labels = None
depends_on = None

HAS_READERS = sa.text("SELECT 1 FROM editions WHERE state = 'published' LIMIT 1")
FILLED = sa.text("SELECT 1 FROM feeds")
FILL = sa.text("INSERT INTO feeds (id, atom_id) VALUES (1, :atom_id)")


def upgrade() -> None:
    known = f"{current_app.extensions['settings'].base_url}/feed.atom"
    ask = op.get_bind().execute
    if not ask(FILLED).scalar():
        op.execute(FILL.bindparams(atom_id=known if ask(HAS_READERS).scalar() else uuid4().urn))


def downgrade() -> None:
    """It stays: the next migration down removes the table."""
