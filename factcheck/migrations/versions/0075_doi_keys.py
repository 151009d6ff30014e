"""DOIs compare alike in each of their forms; a row whose key another has already keeps its own."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0075_doi_keys"
down_revision = "0074_source_records"
branch_labels = None
depends_on = None

TABLES = ("articles", "sources")
DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def upgrade() -> None:
    connection = op.get_bind()
    for name in TABLES:
        table = sa.table(name, sa.column("id", sa.Integer), sa.column("url_key", sa.String))
        like = sa.func.lower(table.c.url_key).like("http%doi.org/10.%")
        for row in connection.execute(sa.select(table.c.id, table.c.url_key).where(like).order_by(table.c.id)).all():
            found = DOI.fullmatch(row.url_key)
            key = f"https://doi.org/{found[1].lower()}" if found else row.url_key
            if not connection.scalar(sa.select(sa.func.count()).where(table.c.url_key == key)):
                connection.execute(sa.update(table).where(table.c.id == row.id).values(url_key=key))


def downgrade() -> None:
    """The keys stay: the rule before would have given some of them too."""
