"""Captures of sources and articles: what was at an address, or in a file, at a moment. One that has ended is final."""

import sqlalchemy as sa
from alembic import op

revision = "0061_capture_records"
down_revision = "0060_stored_files"
branch_labels = None
depends_on = None

TABLE = "capture_records"
KEYS = {
    "source_id": "sources.id",
    "version_id": "versions.id",
    "asked_by_id": "users.id",
    "raw_sha256": "stored_files.sha256",
    "warc_sha256": "stored_files.sha256",
}
DOORS = ("fetched", "from-browser", "uploaded")
STATES = ("waiting", "captured", "not-captured", "gone")


def upgrade() -> None:
    op.create_table(TABLE, *columns(), *constraints())
    for name in ("source_id", "version_id"):
        op.create_index(op.f(f"ix_{TABLE}_{name}"), TABLE, [name])
    for guard in guards():
        protect(*guard)
    if not is_sqlite():
        trigger = f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}"
        op.execute(sa.DDL(f"{trigger} FOR EACH STATEMENT EXECUTE FUNCTION never_emptied()"))


def downgrade() -> None:
    op.drop_table(TABLE)
    if not is_sqlite():
        for name, *_ in guards():
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def columns() -> list[sa.Column]:
    def text(name: str, length: int = 0, *, is_optional: bool = False) -> sa.Column:
        return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=is_optional)

    def code(name: str, codes: tuple[str, ...], kind: str) -> sa.Column:
        return sa.Column(name, sa.Enum(*codes, name=kind, native_enum=False, length=40), nullable=False)

    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        code("door", DOORS, "door"),
        code("state", STATES, "capturestate"),
        text("reason"),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        text("url", 2000),
        text("final_url", 2000),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(none_as_null=True), nullable=False),
        text("file_name", 300),
        text("media_type", 120),
        text("tool", 80),
        text("tool_version", 80),
        text("raw_sha256", 64, is_optional=True),
        sa.Column("size", sa.Integer(), nullable=True),
        text("warc_sha256", 64, is_optional=True),
        text("title"),
        text("text", is_optional=True),
        sa.Column("blocks", sa.JSON(none_as_null=True), nullable=False),
        text("text_sha256", 64, is_optional=True),
        text("extractor", 80),
        text("extractor_version", 80),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def constraints() -> list[sa.Constraint]:
    rules = {
        "has_one_subject": "(source_id IS NULL) <> (version_id IS NULL)",
        "captured_has_bytes": "state <> 'captured' OR raw_sha256 IS NOT NULL",
    }
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        *(
            sa.ForeignKeyConstraint([column], [key], name=op.f(f"fk_{TABLE}_{column}_{key.split('.')[0]}"))
            for column, key in KEYS.items()
        ),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}")) for name, rule in rules.items()),
    ]


def guards() -> list[tuple[str, str, str, str]]:
    """The triggers of the table: name, event, condition and message."""
    found = [
        ("capture_record_no_update", "UPDATE", "OLD.state <> 'waiting'", "a capture that has ended never changes"),
        ("capture_record_no_delete", "DELETE", "", "a capture is never deleted"),
    ]
    if is_sqlite():  # where OR REPLACE asks no trigger of DELETE
        message = f"a row of {TABLE} is never replaced"
        same = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608  # our own names
        other = f"EXISTS (SELECT 1 FROM {TABLE} WHERE rowid <> OLD.rowid AND id = NEW.id)"  # noqa: S608  # our own names
        found.append((f"{TABLE}_no_replace", "INSERT", same, message))
        found.append((f"{TABLE}_no_update_replace", "UPDATE", other, message))
    return found


def protect(name: str, event: str, condition: str, message: str) -> None:
    if is_sqlite():
        where = f" WHERE {condition}" if condition else ""
        body = f"BEGIN SELECT RAISE(ABORT, '{message}'){where}; END"
        op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} {body}"))
        return
    refuse = f"RAISE EXCEPTION '{message}';"
    refuse = f"IF {condition} THEN {refuse} END IF;" if condition else refuse
    row = "OLD" if event == "DELETE" else "NEW"
    body = f"$$ BEGIN {refuse} RETURN {row}; END $$"
    op.execute(sa.DDL(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
    trigger = f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH ROW"
    op.execute(sa.DDL(f"{trigger} EXECUTE FUNCTION {name}()"))
