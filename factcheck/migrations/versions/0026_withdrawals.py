"""Published verdicts that were withdrawn, for good; and what editors judged when they sent a verdict back."""

import sqlalchemy as sa
from alembic import op

revision = "0026_withdrawals"
down_revision = "0025_bulk"
branch_labels = None
depends_on = None

MESSAGE = "a withdrawal never changes"


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
    sqlite = op.get_bind().dialect.name == "sqlite"
    for event in ("UPDATE", "DELETE"):
        name = f"withdrawal_no_{event.lower()}"
        if sqlite:
            body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON withdrawals {body}"))
            continue
        body = f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        op.execute(sa.DDL(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
        trigger = f"CREATE TRIGGER {name} BEFORE {event} ON withdrawals FOR EACH ROW EXECUTE FUNCTION {name}()"
        op.execute(sa.DDL(trigger))


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for event in ("update", "delete"):
        name = f"withdrawal_no_{event}"
        op.execute(sa.DDL(f"DROP TRIGGER {name}" + ("" if sqlite else " ON withdrawals")))
        if not sqlite:
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))
    op.drop_table("withdrawals")
    op.drop_index(op.f("ix_send_backs_edition_id"), table_name="send_backs")
    op.drop_table("send_backs")
