"""The id of the feed stands in the database, for good: it must outlive the address of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0049_feeds"
down_revision = "0048_verdict_language"
branch_labels = None
depends_on = None

GUARDS = (("feed_no_update", "UPDATE"), ("feed_no_delete", "DELETE"))
MESSAGE = "the id of the feed never changes"


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("atom_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
    )
    for name, event in GUARDS:
        does = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        if op.get_bind().dialect.name != "sqlite":
            body = f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
            op.execute(sa.DDL(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
            does = f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON feeds {does}"))


def downgrade() -> None:
    op.drop_table("feeds")
    if op.get_bind().dialect.name != "sqlite":
        for name, _ in GUARDS:
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))
