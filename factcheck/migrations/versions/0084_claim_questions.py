"""Questions about claims, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0084_claim_questions"
down_revision = "0083_redactions"
branch_labels = None
depends_on = None

QUESTIONS, ANSWERS = "claim_questions", "question_answers"
KINDS = ("answered-by-quotation", "answered-in-own-words", "answered-yes", "answered-no", "no-answer-found")


def upgrade() -> None:
    op.create_table(
        QUESTIONS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_author(),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{QUESTIONS}")),
        sa.UniqueConstraint("claim_id", "number", name=op.f(f"uq_{QUESTIONS}_claim_id_number")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f(f"fk_{QUESTIONS}_claim_id_claims")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f(f"fk_{QUESTIONS}_author_id_users")),
    )
    op.create_table(
        ANSWERS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="answerkind", native_enum=False, length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        *_author(),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ANSWERS}")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["claim_questions.id"], name=op.f(f"fk_{ANSWERS}_question_id_claim_questions")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f(f"fk_{ANSWERS}_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f(f"fk_{ANSWERS}_author_id_users")),
        sa.CheckConstraint(
            "(kind = 'no-answer-found') = (evidence_id IS NULL)", name=op.f(f"ck_{ANSWERS}_has_evidence")
        ),
    )
    for column in ("question_id", "evidence_id"):
        op.create_index(op.f(f"ix_{ANSWERS}_{column}"), ANSWERS, [column])


def _author() -> list[sa.Column]:
    return [
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table(ANSWERS)
    op.drop_table(QUESTIONS)
