"""The bytes of draft files in pieces, each of which is stored in a short transaction."""

import sqlalchemy as sa
from alembic import op

revision = "0093_draft_file_pieces"
down_revision = "0092_newest_draft_files"
branch_labels = None
depends_on = None

FILES, PIECES = "draft_files", "draft_file_pieces"
KEY = ("user_id", "form", "sha256")
files = sa.table(FILES, *map(sa.column, (*KEY, "data", "saved_at")))
pieces = sa.table(PIECES, *map(sa.column, (*KEY, "position", "data", "saved_at")))


def upgrade() -> None:
    op.create_table(
        PIECES,
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(500), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{PIECES}_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "form", "sha256", "position", name=op.f(f"pk_{PIECES}")),
    )
    whole = sa.select(*(files.c[name] for name in KEY), sa.literal(0), files.c.data, files.c.saved_at)
    op.execute(pieces.insert().from_select([*KEY, "position", "data", "saved_at"], whole))
    op.drop_column(FILES, "data")


def downgrade() -> None:
    op.add_column(FILES, sa.Column("data", sa.LargeBinary(), nullable=True))
    bind = op.get_bind()
    for key in bind.execute(sa.select(*(files.c[name] for name in KEY))).mappings().all():
        of_file = [pieces.c[name] == key[name] for name in KEY]
        found = bind.execute(sa.select(pieces.c.data).where(*of_file).order_by(pieces.c.position)).scalars()
        data = b"".join(bytes(it) for it in found)
        bind.execute(files.update().where(*(files.c[name] == key[name] for name in KEY)).values(data=data))
    with op.batch_alter_table(FILES) as table:
        table.alter_column("data", existing_type=sa.LargeBinary(), nullable=False)
    op.drop_table(PIECES)
