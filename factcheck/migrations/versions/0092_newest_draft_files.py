"""An index with all that is asked of kept files besides their bytes, behind which SQLite would look for it."""

from alembic import op

revision = "0092_newest_draft_files"
down_revision = "0091_named_confidential"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_draft_files_newest", "draft_files"


def upgrade() -> None:
    op.create_index(NAME, TABLE, ["user_id", "saved_at", "sha256", "form", "size"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
