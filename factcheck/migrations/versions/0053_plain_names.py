"""The names of the trade: parts, placements and settlements become targets, anchors and anchor decisions.

SQLite copies each table, so that constraints get their new names too; PostgreSQL renames, which keeps what an operator
granted. Decisions are never rewritten: former names in them, and in the audit log, are mapped where they are read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0053_plain_names"
down_revision = "0052_edition_words"
branch_labels = None
depends_on = None

TABLES = {"parts": "targets", "placements": "anchors", "settlements": "anchor_decisions"}
COLUMNS = {"anchors": ("part_id", "target_id"), "anchor_decisions": ("placement_id", "anchor_id"),
           "change_answers": ("part_id", "target_id")}  # fmt: skip
INDEXES = {
    "targets": (["annotation_id"], ["version_id", "start"]),
    "anchors": (["version_id", "start"],),
    "anchor_decisions": (["anchor_id"],),
    "change_answers": (["claim_id"], ["target_id"], ["version_id"]),
}
FOREIGN_KEYS = {
    "targets": {"annotation_id": "annotations", "version_id": "versions"},
    "anchors": {"target_id": "targets", "version_id": "versions"},
    "anchor_decisions": {"anchor_id": "anchors", "author_id": "users"},
    "change_answers": {"author_id": "users", "claim_id": "claims", "target_id": "targets", "version_id": "versions"},
}
STATES = {"sure": "confident", "look": "uncertain", "lost": "orphaned"}
APPEND_ONLY = {"anchor_decisions": "decision", "change_answers": "answer"}
FIXED = {
    "anchor_decisions": ("id anchor_id kind before author_id created_at", "undone_at"),
    "change_answers": ("id claim_id target_id version_id exact outcome note author_id created_at", "taken_back_at"),
}


def upgrade() -> None:
    unguard(former=True)
    if is_sqlite():
        rebuild(former=False)
    else:
        rename(former=False)
    guard(former=False)


def downgrade() -> None:
    unguard(former=False)
    if is_sqlite():
        rebuild(former=True)
    else:
        rename(former=True)
    guard(former=True)


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def execute(sql: str) -> None:
    op.execute(sa.DDL(sql.replace("%", "%%")))


def named(name: str, *, former: bool) -> str:
    """A table, a column, or a name made of them, as it was before this migration or is after it."""
    words = {**{new: old for old, new in TABLES.items()}, **{new: old for old, new in COLUMNS.values()}}
    return words.get(name, name) if former else name


def columns(table: str, *, former: bool) -> list[sa.Column]:
    """The columns of a table, by its present name."""

    def key(name: str) -> sa.Column:
        return sa.Column(named(name, former=former), sa.Integer(), nullable=False)

    def text(name: str, *, is_optional: bool = False) -> sa.Column:
        return sa.Column(name, sa.Text(), nullable=is_optional)

    def code(name: str, codes: tuple[str, ...], kind: str) -> sa.Column:
        return sa.Column(name, sa.Enum(*codes, name=kind, native_enum=False, length=40), nullable=False)

    created = sa.Column("created_at", sa.DateTime(timezone=True), nullable=False)
    states = tuple(STATES) if former else tuple(STATES.values())
    found = {
        "targets": lambda: [
            *(key(name) for name in ("id", "annotation_id", "version_id", "position", "start", "end")),
            *(text(name) for name in ("exact", "prefix", "suffix")),
            key("revision"),
        ],
        "anchors": lambda: [
            *(key(name) for name in ("id", "target_id", "version_id")),
            code("state", states, "anchorstate"),
            code("change", ("unchanged", "moved", "typography", "reworded", "removed"), "change"),
            sa.Column("score", sa.Float(), nullable=False),
            sa.Column("start", sa.Integer(), nullable=True),
            sa.Column("end", sa.Integer(), nullable=True),
            text("exact", is_optional=True),
            created,
            key("revision"),
        ],
        "anchor_decisions": lambda: [
            *(key(name) for name in ("id", "anchor_id")),
            code("kind", ("confirm", "move", "give-up"), "decisionkind"),
            sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
            key("author_id"),
            sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
            created,
        ],
        "change_answers": lambda: [
            *(key(name) for name in ("id", "claim_id", "target_id", "version_id")),
            text("exact", is_optional=True),
            code("outcome", ("stands", "corrected", "stealth-edit"), "outcome"),
            text("note"),
            key("author_id"),
            sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
            created,
        ],
    }
    return found[table]()


def constraints(table: str, *, former: bool) -> list[sa.Constraint]:
    here = named(table, former=former)
    found: list[sa.Constraint] = [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{here}"))]
    for name, target in FOREIGN_KEYS[table].items():
        column, other = named(name, former=former), named(target, former=former)
        found.append(sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{here}_{column}_{other}")))
    if table == "anchors":
        column = named("target_id", former=former)
        found.append(sa.UniqueConstraint(column, "version_id", name=op.f(f"uq_{here}_{column}_version_id")))
        word = "lost" if former else "orphaned"
        rule = f"(state = '{word}') = (start IS NULL)"
        found.append(sa.CheckConstraint(rule, name=op.f(f"ck_{here}_{word}_is_nowhere")))
    return found


def indexes(table: str, *, former: bool) -> list[tuple[str, list[str]]]:
    here = named(table, former=former)
    keys = [[named(name, former=former) for name in key] for key in INDEXES[table]]
    return [(op.f(f"ix_{here}_{'_'.join(key)}"), key) for key in keys]


def rebuild(*, former: bool) -> None:
    """Make each table anew, under its names of before or after, and copy every row."""
    for table in reversed(FOREIGN_KEYS):
        was = named(table, former=not former)
        for name, _ in indexes(table, former=not former):
            op.drop_index(name, table_name=was)
    op.rename_table("change_answers", "change_answers_before")
    for table in FOREIGN_KEYS:
        here, was = named(table, former=former), named(table, former=not former)
        op.create_table(here, *columns(table, former=former), *constraints(table, former=former))
        new = [f'"{column.name}"' for column in columns(table, former=former)]
        old = [f'"{column.name}"' for column in columns(table, former=not former)]
        if table == "anchors":
            old[old.index('"state"')] = state_case(former=former)
        source = f"{was}_before" if was == here else was
        execute(f"INSERT INTO {here} ({', '.join(new)}) SELECT {', '.join(old)} FROM {source} ORDER BY id")  # noqa: S608  # our own names
    for table in reversed(FOREIGN_KEYS):
        here, was = named(table, former=former), named(table, former=not former)
        op.drop_table(f"{was}_before" if was == here else was)
        for name, key in indexes(table, former=former):
            op.create_index(name, here, key, unique=False)
    keep_numbers(former=former)


def state_case(*, former: bool) -> str:
    pairs = {new: old for old, new in STATES.items()} if former else STATES
    return f"CASE state {' '.join(f'WHEN {old!r} THEN {new!r}' for old, new in pairs.items())} ELSE state END"


def keep_numbers(*, former: bool) -> None:
    """Numbers that were given out before a restore stay given out under the table's other name."""
    for table in TABLES.values():
        here, was = named(table, former=former), named(table, former=not former)
        execute(f"UPDATE given_out SET noun = '{here}' WHERE noun = '{was}'")  # noqa: S608  # our own names


def rename(*, former: bool) -> None:
    """Rename tables, columns, constraints, indexes and sequences in place."""
    execute(f"ALTER TABLE {named('anchors', former=not former)} DROP CONSTRAINT "
            f"ck_{named('anchors', former=not former)}_{'orphaned' if former else 'lost'}_is_nowhere")  # fmt: skip
    for table in FOREIGN_KEYS:
        here, was = named(table, former=former), named(table, former=not former)
        now, then = constraints(table, former=former), constraints(table, former=not former)
        pairs = [(str(old.name), str(new.name)) for old, new in zip(then, now, strict=True)]
        for old, new in pairs:
            if old != new and not old.startswith("ck_"):
                execute(f"ALTER TABLE {was} RENAME CONSTRAINT {old} TO {new}")
        for (old, _), (new, _) in zip(indexes(table, former=not former), indexes(table, former=former), strict=True):
            if old != new:
                execute(f"ALTER INDEX {old} RENAME TO {new}")
        if table in COLUMNS:
            name = COLUMNS[table][1]
            op.alter_column(was, named(name, former=not former), new_column_name=named(name, former=former))
        if was != here:
            op.rename_table(was, here)
            execute(f"ALTER SEQUENCE {was}_id_seq RENAME TO {here}_id_seq")
    anchors = named("anchors", former=former)
    execute(f"UPDATE {anchors} SET state = {state_case(former=former)}")  # noqa: S608  # our own names
    word = "lost" if former else "orphaned"
    op.create_check_constraint(
        op.f(f"ck_{anchors}_{word}_is_nowhere"), anchors, f"(state = '{word}') = (start IS NULL)"
    )
    keep_numbers(former=former)


def guards(table: str, *, former: bool) -> list[tuple[str, str, str, str]]:
    """The triggers of a table that is only appended to: name, event, condition and message."""
    here = named(table, former=former)
    noun = "settlement" if former and table == "anchor_decisions" else APPEND_ONLY[table]
    thing = "an answer" if table == "change_answers" else "a decision"
    found = [
        (f"{noun}_no_update", "UPDATE", fixed(table, former=former), f"{thing} never changes"),
        (f"{noun}_no_delete", "DELETE", "", f"{thing} is never deleted"),
    ]
    if is_sqlite():
        message = f"a row of {here} is never replaced"
        same = f"EXISTS (SELECT 1 FROM {here} WHERE ((id = NEW.id)))"  # noqa: S608  # our own names
        other = f"EXISTS (SELECT 1 FROM {here} WHERE rowid <> OLD.rowid AND ((id = NEW.id)))"  # noqa: S608  # our own names
        found.append((f"{here}_no_replace", "INSERT", same, message))
        found.append((f"{here}_no_update_replace", "UPDATE", other, message))
    return found


def fixed(table: str, *, former: bool) -> str:
    """That one of these columns changes, or the last one a second time."""
    names, once = FIXED[table]
    test = "NEW.{0} IS NOT OLD.{0}" if is_sqlite() else "NEW.{0}::text IS DISTINCT FROM OLD.{0}::text"
    changed = [test.format(named(name, former=former)) for name in names.split()]
    return " OR ".join([*changed, f"(OLD.{once} IS NOT NULL AND {test.format(once)})"])


def unguard(*, former: bool) -> None:
    for table in APPEND_ONLY:
        here = named(table, former=former)
        on = "" if is_sqlite() else f" ON {here}"
        for name, *_ in guards(table, former=former):
            execute(f"DROP TRIGGER {name}{on}")
            if on:
                execute(f"DROP FUNCTION {name}()")
        if on:
            execute(f"DROP TRIGGER {here}_no_truncate{on}")


def guard(*, former: bool) -> None:
    for table in APPEND_ONLY:
        here = named(table, former=former)
        for name, event, condition, message in guards(table, former=former):
            if is_sqlite():
                where = f" WHERE {condition}" if condition else ""
                execute(f"CREATE TRIGGER {name} BEFORE {event} ON {here} "
                        f"BEGIN SELECT RAISE(ABORT, '{message}'){where}; END")  # fmt: skip
                continue
            refuse = f"RAISE EXCEPTION '{message}';"
            refuse = f"IF {condition} THEN {refuse} END IF;" if condition else refuse
            row = "OLD" if event == "DELETE" else "NEW"
            execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN {refuse} RETURN {row}; END $$")  # fmt: skip
            execute(f"CREATE TRIGGER {name} BEFORE {event} ON {here} FOR EACH ROW EXECUTE FUNCTION {name}()")
        if not is_sqlite():
            execute(f"CREATE TRIGGER {here}_no_truncate BEFORE TRUNCATE ON {here} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION never_emptied()")  # fmt: skip
