"""The scale that every house begins with: five labels on the line, two off it."""

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0010_default_scale"
down_revision = "0009_guards"
branch_labels = None
depends_on = None

RATINGS = (
    ("false", "False", 1, "The claim is contradicted by the evidence, and nothing of substance in it is right."),
    (
        "mostly-false",
        "Mostly false",
        2,
        "The claim has a grain of truth, but what it leads people to believe is wrong.",
    ),
    ("mixed", "Mixed", 3, "The claim is partly right and partly wrong, or right only with context that it leaves out."),
    ("mostly-true", "Mostly true", 4, "The claim is right in substance, but needs a correction or a clarification."),
    ("true", "True", 5, "The claim is right, and nothing that matters is left out."),
    ("unproven", "Unproven", None, "The evidence that could be found neither supports nor contradicts the claim."),
    ("not-checkable", "Not checkable", None, "Facts can’t decide it: an opinion, a prediction, or too vague to test."),
)
SCALES = sa.table(
    "scales",
    sa.column("id", sa.Integer),
    sa.column("key", sa.String),
    sa.column("version", sa.Integer),
    sa.column("name", sa.Text),
    sa.column("is_default", sa.Boolean),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
RATING = sa.table(
    "ratings",
    sa.column("scale_id", sa.Integer),
    sa.column("key", sa.String),
    sa.column("name", sa.Text),
    sa.column("definition", sa.Text),
    sa.column("position", sa.Integer),
    sa.column("rank", sa.Integer),
)


def upgrade() -> None:
    now = datetime.datetime.now(datetime.UTC)
    scale = {"key": "truth", "version": 1, "name": "Truth, five labels", "is_default": True, "created_at": now}
    op.bulk_insert(SCALES, [scale])
    scale_id = op.get_bind().scalar(sa.select(SCALES.c.id).where(SCALES.c.key == "truth"))
    names = ("key", "name", "position", "definition")
    op.bulk_insert(
        RATING,
        [dict(zip(names, row, strict=True), scale_id=scale_id, rank=rank) for rank, row in enumerate(RATINGS, 1)],
    )


def downgrade() -> None:
    """Removes the scale; refused by the foreign keys while anything was rated on it."""
    op.execute(RATING.delete())
    op.execute(SCALES.delete())
