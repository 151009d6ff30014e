"""Where marks stand in later versions of their texts."""

import sqlalchemy as sa
from alembic import op

revision = "0016_placements"
down_revision = "0015_jobs"
branch_labels = None
depends_on = None

STATES = ("sure", "look", "lost")
CHANGES = ("unchanged", "moved", "typography", "reworded", "removed")


def upgrade() -> None:
    op.create_table(
        "placements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="carried", native_enum=False, length=40), nullable=False),
        sa.Column("change", sa.Enum(*CHANGES, name="change", native_enum=False, length=40), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'lost') = (start IS NULL)", name=op.f("ck_placements_lost_is_nowhere")),
        sa.ForeignKeyConstraint(["part_id"], ["parts.id"], name=op.f("fk_placements_part_id_parts")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_placements_version_id_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sa.UniqueConstraint("part_id", "version_id", name=op.f("uq_placements_part_id_version_id")),
    )
    op.create_index(op.f("ix_placements_version_id_start"), "placements", ["version_id", "start"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_placements_version_id_start"), table_name="placements")
    op.drop_table("placements")
