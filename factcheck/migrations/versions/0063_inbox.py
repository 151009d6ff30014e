"""Followed feeds, how fetching them goes, and the candidates that they brought."""

import sqlalchemy as sa
from alembic import op

revision = "0063_inbox"
down_revision = "0062_quote_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followed_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("url_key", sa.String(2000), nullable=False),
        sa.Column("keywords", sa.String(2000), nullable=False),
        sa.Column("interval_hours", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_followed_feeds_added_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_feeds")),
        sa.UniqueConstraint("url_key", name=op.f("uq_followed_feeds_url_key")),
    )
    op.create_table(
        "feed_fetches",
        sa.Column("feed_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("etag", sa.String(2000), nullable=False),
        sa.Column("last_modified", sa.String(2000), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unmatched", sa.Integer(), nullable=False),
        sa.Column("without_address", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["followed_feeds.id"], name=op.f("fk_feed_fetches_feed_id_followed_feeds")
        ),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feed_fetches")),
    )
    op.create_table(
        "feed_candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("url_key", sa.String(2000), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("folded_words", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"], ["users.id"], name=op.f("fk_feed_candidates_dismissed_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["followed_feeds.id"], name=op.f("fk_feed_candidates_feed_id_followed_feeds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_candidates")),
        sa.UniqueConstraint("url_key", name=op.f("uq_feed_candidates_url_key")),
    )
    op.create_index(op.f("ix_feed_candidates_feed_id"), "feed_candidates", ["feed_id"])
    op.create_index("ix_feed_candidates_dismissed_at_id", "feed_candidates", ["dismissed_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_feed_candidates_dismissed_at_id", table_name="feed_candidates")
    op.drop_index(op.f("ix_feed_candidates_feed_id"), table_name="feed_candidates")
    op.drop_table("feed_candidates")
    op.drop_table("feed_fetches")
    op.drop_table("followed_feeds")
