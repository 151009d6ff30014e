"""Verdicts that were withdrawn or taken down, for good; and what editors judged when they sent one back."""

import sqlalchemy as sa
from alembic import op

revision = "0026_withdrawals"
down_revision = "0025_bulk"
branch_labels = None
depends_on = None

LAWS = ("court-order", "personal-rights", "copyright", "other-law")
DECIDED = " WHEN (OLD.decided_at IS NOT NULL)"
GUARDS = (  # name, table, event, condition, message
    ("withdrawal_no_update", "withdrawals", "UPDATE", "", "a withdrawal never changes"),
    ("withdrawal_no_delete", "withdrawals", "DELETE", "", "a withdrawal never changes"),
    ("takedown_no_update", "takedowns", "UPDATE", DECIDED, "a takedown that was decided never changes"),
    ("takedown_no_delete", "takedowns", "DELETE", "", "a takedown is never deleted"),
)


def upgrade() -> None:
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_withdrawals_author_id_users")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_withdrawals_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_withdrawals_edition_id")),
    )
    op.create_table(
        "send_backs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_send_backs_author_id_users")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_send_backs_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_backs")),
    )
    op.create_index(op.f("ix_send_backs_edition_id"), "send_backs", ["edition_id"], unique=False)
    create_takedowns()
    for guard in GUARDS:
        protect(*guard)


def create_takedowns() -> None:
    op.create_table(
        "takedowns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Enum(*LAWS, name="takedownreason", native_enum=False, length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("decider_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("NOT is_done OR decider_id <> author_id", name=op.f("ck_takedowns_done_by_another")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_takedowns_{name}_{table}"))
            for name, table in (("verdict_id", "verdicts"), ("author_id", "users"), ("decider_id", "users"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedowns")),
    )
    op.create_index(op.f("ix_takedowns_verdict_id"), "takedowns", ["verdict_id"], unique=False)


def protect(name: str, table: str, event: str, condition: str, message: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON {table}{condition} {body}"))
        return
    body = f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    op.execute(sa.DDL(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
    trigger = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} EXECUTE FUNCTION {name}()"
    op.execute(sa.DDL(trigger))


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, *_ in GUARDS:
        op.execute(sa.DDL(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}")))
        if not sqlite:
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))
    op.drop_index(op.f("ix_takedowns_verdict_id"), table_name="takedowns")
    op.drop_table("takedowns")
    op.drop_table("withdrawals")
    op.drop_index(op.f("ix_send_backs_edition_id"), table_name="send_backs")
    op.drop_table("send_backs")
