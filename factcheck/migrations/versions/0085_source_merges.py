"""Two records of one source can be merged, and what tells that two are one.

A capture that has ended still never changes; only the record that it belongs to may be another one.
"""

import re
import unicodedata
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0085_source_merges"
down_revision = "0084_claim_questions"
branch_labels = None
depends_on = None

CAPTURE = (
    *("id", "version_id", "door", "state", "reason", "asked_by_id", "ended_at", "url", "final_url", "http_status"),
    *("headers", "file_name", "media_type", "tool", "tool_version", "raw_sha256", "size", "warc_sha256", "title"),
    *("text", "blocks", "pages", "text_sha256", "extractor", "extractor_version", "created_at"),
)
FIELDS = (("title", sa.Text()), ("authors", sa.JSON()), ("published_on", sa.Date()))


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite
    foreign = "CONSTRAINT fk_sources_merged_into_id_sources REFERENCES sources (id)"
    op.execute(f"ALTER TABLE sources ADD COLUMN merged_into_id INTEGER {foreign}")
    op.create_index(op.f("ix_sources_merged_into_id"), "sources", ["merged_into_id"])
    create_merges()
    create_distinct()
    op.create_table(
        "identity_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_keys")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_identity_keys_source_id_key")),
        key("identity_keys", "source_id", "sources"),
    )
    op.create_index(op.f("ix_identity_keys_key"), "identity_keys", ["key"])
    guard(f" OF {', '.join(CAPTURE)}")
    fill_keys()


def downgrade() -> None:
    guard("")
    for name in ("identity_keys", "distinct_sources", "source_merges"):
        op.drop_table(name)
    op.drop_index(op.f("ix_sources_merged_into_id"), "sources")
    op.drop_column("sources", "merged_into_id")


def create_merges() -> None:
    op.create_table(
        "source_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_by_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("was_archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_merges")),
        key("source_merges", "kept_id", "sources"),
        key("source_merges", "merged_id", "sources"),
        key("source_merges", "merged_by_id", "users"),
        sa.CheckConstraint("kept_id <> merged_id", name=op.f("ck_source_merges_two_records")),
    )
    op.create_index(op.f("ix_source_merges_kept_id"), "source_merges", ["kept_id"])
    where = sa.text("undone_at IS NULL")
    options = {"unique": True, "sqlite_where": where, "postgresql_where": where}
    op.create_index("uq_source_merges_standing", "source_merges", ["merged_id"], **options)


def create_distinct() -> None:
    name = "distinct_sources"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        key(name, "low_id", "sources"),
        key(name, "high_id", "sources"),
        key(name, "decided_by_id", "users"),
        sa.UniqueConstraint("low_id", "high_id", name=op.f(f"uq_{name}_low_id_high_id")),
        sa.CheckConstraint("low_id < high_id", name=op.f(f"ck_{name}_lower_first")),
    )
    op.create_index(op.f(f"ix_{name}_high_id"), name, ["high_id"])


def key(table, column, other) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def guard(of) -> None:
    """Set the trigger of 0061_capture_records anew, for these columns."""
    table, name, condition = "capture_records", "capture_record_no_update", "OLD.state <> 'waiting'"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        does = f"BEGIN SELECT RAISE(ABORT, 'a capture that has ended never changes') WHERE {condition}; END"
    else:
        op.execute(f"DROP TRIGGER {name} ON {table}")
        does = f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE UPDATE{of} ON {table} {does}"))


def fill_keys() -> None:
    """Title, authors and date of every source as one key; further keys come with the next edit of a source."""
    bind, sources = op.get_bind(), sa.table("sources", sa.column("id"), *(sa.column(*it) for it in FIELDS))
    keys = sa.table("identity_keys", sa.column("source_id"), sa.column("key"))
    rows = bind.execute(sa.select(sources).order_by(sources.c.id)).all()
    found = [{"source_id": row.id, "key": it} for row in rows for it in keys_of(row)]
    if found:
        bind.execute(sa.insert(keys), found)


def keys_of(row) -> list[str]:
    names = sorted(" ".join(sorted(words(name))) for name in row.authors)
    title = " ".join(words(row.title))
    if not title or not (any(names) or row.published_on):
        return []
    whole = repr((title, names, row.published_on))
    return [f"title:{sha256(whole.encode()).hexdigest()}"]


def words(text) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (it if it.isalnum() else " " for it in plain if not unicodedata.combining(it))
    return re.split(r"\s+", "".join(kept).strip())
