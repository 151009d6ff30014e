"""Sources have a class, a list of authors, a language, interests, and what else an import says of them.

A source that was marked as primary is primary. Whoever left the mark out may not have thought of it, so the others are
unclassified until somebody says otherwise.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074_source_records"
down_revision = "0073_document_notes"
branch_labels = None
depends_on = None

CLASS = sa.Enum("primary", "secondary", "tertiary", "unclassified", name="sourceclass", native_enum=False, length=40)


def upgrade() -> None:
    op.add_column("sources", sa.Column("source_class", CLASS, nullable=False, server_default="unclassified"))
    op.add_column("sources", sa.Column("authors", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("sources", sa.Column("language", sa.String(length=35), nullable=False, server_default=""))
    op.add_column("sources", sa.Column("interests", sa.Text(), nullable=False, server_default=""))
    op.add_column("sources", sa.Column("csl", sa.JSON(), nullable=False, server_default="{}"))
    op.execute("UPDATE sources SET source_class = 'primary' WHERE is_primary")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE sources SET authors = json_array(author) WHERE author <> ''")
    else:
        op.execute("UPDATE sources SET authors = json_build_array(author) WHERE author <> ''")
    op.drop_column("sources", "is_primary")
    op.drop_column("sources", "author")


def downgrade() -> None:
    op.add_column("sources", sa.Column("author", sa.Text(), nullable=False, server_default=""))
    op.add_column("sources", sa.Column("is_primary", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE sources SET is_primary = (source_class = 'primary')")
    if op.get_bind().dialect.name == "sqlite":
        names = "SELECT group_concat(value, '; ') FROM json_each(authors)"
    else:
        names = "SELECT string_agg(value, '; ') FROM json_array_elements_text(authors) AS it (value)"
    op.execute(f"UPDATE sources SET author = coalesce(({names}), '')")  # noqa: S608 - no value in it
    for name in ("csl", "interests", "language", "authors", "source_class"):
        op.drop_column("sources", name)
