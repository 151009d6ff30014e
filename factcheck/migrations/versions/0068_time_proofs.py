"""Roots over the hashes of captures, stamped by a time authority; what is stamped is final."""

import sqlalchemy as sa
from alembic import op

revision = "0068_time_proofs"
down_revision = "0067_prior_checks"
branch_labels = None
depends_on = None

PROOFS, PLACES = "time_proofs", "proven_captures"


def upgrade() -> None:
    op.create_table(PROOFS, *proof_columns(), *proof_constraints())
    op.create_table(
        PLACES,
        sa.Column("capture_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("capture_id", name=op.f(f"pk_{PLACES}")),
        sa.UniqueConstraint("proof_id", "position", name=op.f(f"uq_{PLACES}_proof_id_position")),
        key(PLACES, "capture_id", "capture_records.id"),
        key(PLACES, "proof_id", "time_proofs.id"),
    )
    for guard in guards():
        protect(*guard)
    if not is_sqlite():
        for table in (PROOFS, PLACES):
            trigger = f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            op.execute(sa.DDL(f"{trigger} FOR EACH STATEMENT EXECUTE FUNCTION never_emptied()"))


def downgrade() -> None:
    op.drop_table(PLACES)
    op.drop_table(PROOFS)
    if not is_sqlite():
        for name, *_ in guards():
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}_{target.split('.')[0]}"))


def proof_columns() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("root_sha256", sa.String(64), nullable=False),
        sa.Column("captures", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(2000), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_sha256", sa.String(64), nullable=True),
        sa.Column("certificates_sha256", sa.String(64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def proof_constraints() -> list[sa.Constraint]:
    rules = {
        "stamped_has_token": "(stamped_at IS NULL) = (token_sha256 IS NULL)",
        "stamped_has_certificates": "(stamped_at IS NULL) = (certificates_sha256 IS NULL)",
    }
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PROOFS}")),
        sa.UniqueConstraint("root_sha256", name=op.f(f"uq_{PROOFS}_root_sha256")),
        key(PROOFS, "token_sha256", "stored_files.sha256"),
        key(PROOFS, "certificates_sha256", "stored_files.sha256"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{PROOFS}_{name}")) for name, rule in rules.items()),
    ]


def guards() -> list[tuple[str, str, str, str, str]]:
    """The triggers: name, table, event, condition and message."""
    stamped = "OLD.stamped_at IS NOT NULL"
    found = [
        ("time_proof_no_update", PROOFS, "UPDATE", stamped, "a time proof that was stamped never changes"),
        ("time_proof_no_delete", PROOFS, "DELETE", "", "a time proof is never deleted"),
        ("proven_capture_no_update", PLACES, "UPDATE", "", "the place of a capture under a root never changes"),
        ("proven_capture_no_delete", PLACES, "DELETE", "", "the place of a capture under a root is never deleted"),
    ]
    if is_sqlite():  # where OR REPLACE asks no trigger of DELETE
        for table, column in ((PROOFS, "id"), (PLACES, "capture_id")):
            message = f"a row of {table} is never replaced"
            same = f"EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column})"  # noqa: S608  # our own names
            other = f"EXISTS (SELECT 1 FROM {table} WHERE rowid <> OLD.rowid AND {column} = NEW.{column})"  # noqa: S608  # our own names
            found.append((f"{table}_no_replace", table, "INSERT", same, message))
            found.append((f"{table}_no_update_replace", table, "UPDATE", other, message))
    return found


def protect(name: str, table: str, event: str, condition: str, message: str) -> None:
    if is_sqlite():
        where = f" WHERE {condition}" if condition else ""
        body = f"BEGIN SELECT RAISE(ABORT, '{message}'){where}; END"
        op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}"))
        return
    refuse = f"RAISE EXCEPTION '{message}';"
    refuse = f"IF {condition} THEN {refuse} END IF;" if condition else refuse
    row = "OLD" if event == "DELETE" else "NEW"
    body = f"$$ BEGIN {refuse} RETURN {row}; END $$"
    op.execute(sa.DDL(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
    trigger = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
    op.execute(sa.DDL(f"{trigger} EXECUTE FUNCTION {name}()"))
