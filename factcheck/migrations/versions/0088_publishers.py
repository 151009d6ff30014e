"""Publishers are records: one for each name that sources print, which stays what they print."""

import unicodedata
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0088_publishers"
down_revision = "0087_claim_relations"
branch_labels = None
depends_on = None

LONGEST = 300
COLUMNS = (sa.column("id", sa.Integer()), sa.column("publisher", sa.Text()), sa.column("publisher_key", sa.String()))


def upgrade() -> None:
    op.add_column("sources", sa.Column("publisher_key", sa.String(LONGEST), nullable=False, server_default=""))
    op.create_index(op.f("ix_sources_publisher_key"), "sources", ["publisher_key"])
    op.create_table(
        "publishers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publishers")),
        sa.ForeignKeyConstraint(["parent_id"], ["publishers.id"], name=op.f("fk_publishers_parent_id_publishers")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_publishers_not_its_own_parent")),
    )
    op.create_index(op.f("ix_publishers_parent_id"), "publishers", ["parent_id"])
    name, foreign = "publisher_names", "fk_publisher_names_publisher_id_publishers"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(LONGEST), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(["publisher_id"], ["publishers.id"], name=op.f(foreign)),
        sa.UniqueConstraint("name_key", name=op.f(f"uq_{name}_name_key")),
    )
    op.create_index(op.f(f"ix_{name}_publisher_id"), name, ["publisher_id"])
    create_index()
    fill()


def create_index() -> None:
    """The index of the words of names, empty: after the last migration `env.py` fills it."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE publisher_fts USING fts5(words, tokenize='ascii', detail=none)")
        op.execute(
            "CREATE TRIGGER publisher_name_leaves_index AFTER DELETE ON publisher_names"
            " BEGIN DELETE FROM publisher_fts WHERE rowid = OLD.id; END"
        )
        return
    op.execute(
        "CREATE TABLE publisher_fts (rowid integer PRIMARY KEY REFERENCES publisher_names (id) ON DELETE CASCADE,"
        " words text NOT NULL, vector tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_publisher_fts_vector ON publisher_fts USING gin (vector)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER publisher_name_leaves_index")
    op.execute("DROP TABLE publisher_fts")
    op.drop_table("publisher_names")
    op.drop_table("publishers")
    op.drop_index(op.f("ix_sources_publisher_key"), "sources")
    op.drop_column("sources", "publisher_key")


def fill() -> None:
    """One publisher for each name, spelt as the oldest source has it; of confidential sources none."""
    bind, sources = op.get_bind(), sa.table("sources", *COLUMNS, sa.column("confidential_since"))
    query = sa.select(sources).where(sources.c.publisher != "", sources.c.confidential_since.is_(None))
    found: dict[str, str] = {}
    for row in bind.execute(query.order_by(sources.c.id)).all():
        key = name_key(row.publisher)
        found.setdefault(key, row.publisher.strip())
        bind.execute(sa.update(sources).where(sources.c.id == row.id).values(publisher_key=key))
    if not found:
        return
    now, names = datetime.now(UTC), list(enumerate(found.items(), 1))
    columns = ("id", "name", "revision", "created_at")
    publishers = sa.table("publishers", *(sa.column(it) for it in columns[:3]), sa.column("created_at", sa.DateTime()))
    rows = [{"id": id_, "name": name, "revision": 1, "created_at": now} for id_, (_, name) in names]
    bind.execute(sa.insert(publishers), rows)
    aliases = sa.table("publisher_names", *(sa.column(it) for it in ("publisher_id", "name", "name_key")))
    bind.execute(
        sa.insert(aliases), [{"publisher_id": id_, "name": name, "name_key": key} for id_, (key, name) in names]
    )
    if bind.dialect.name == "postgresql":
        bind.execute(sa.text("SELECT setval('publishers_id_seq', (SELECT max(id) FROM publishers))"))


def name_key(name) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    return (" ".join("".join(kept).split()) or folded.strip())[:LONGEST]
