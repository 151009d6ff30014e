"""What the editors are asked when the newsroom changed what an approved edition rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0028_basis_questions"
down_revision = "0027_void"
branch_labels = None
depends_on = None

OUTCOMES = ("stands", "corrected", "put-back", "withdrawn")
TABLES = {"author_id": "users", "claim_id": "claims", "edition_id": "editions"}
INDEXED = ("claim_id", "edition_id")
OPEN = {"sqlite_where": sa.text("outcome IS NULL"), "postgresql_where": sa.text("outcome IS NULL")}


def upgrade() -> None:
    op.create_table(
        "basis_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("changes_sha256", sa.String(length=64), nullable=False),
        sa.Column("changed_by", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("outcome", sa.Enum(*OUTCOMES, name="questionoutcome", native_enum=False, length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_basis_questions_{name}_{table}"))
            for name, table in TABLES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basis_questions")),
    )
    for name in INDEXED:
        op.create_index(op.f(f"ix_basis_questions_{name}"), "basis_questions", [name], unique=False)
    op.create_index("uq_basis_questions_open", "basis_questions", ["claim_id"], unique=True, **OPEN)


def downgrade() -> None:
    op.drop_index("uq_basis_questions_open", table_name="basis_questions", **OPEN)
    for name in INDEXED:
        op.drop_index(op.f(f"ix_basis_questions_{name}"), table_name="basis_questions")
    op.drop_table("basis_questions")
