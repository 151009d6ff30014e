"""A row of claimants is one wording: name, role, kind and Wikidata id together are unique."""

import sqlalchemy as sa
from alembic import op

revision = "0031_claimant_wordings"
down_revision = "0030_fill_address_keys"
branch_labels = None
depends_on = None

WITHOUT_ID = {"sqlite_where": sa.text("wikidata_id IS NULL"), "postgresql_where": sa.text("wikidata_id IS NULL")}


def upgrade() -> None:
    with op.batch_alter_table("claimants") as table:
        table.drop_constraint(op.f("uq_claimants_name_role"), type_="unique")
        table.drop_constraint(op.f("uq_claimants_wikidata_id"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_claimants_name_role_kind_wikidata_id"), ["name", "role", "kind", "wikidata_id"]
        )
        table.create_index(op.f("ix_claimants_wikidata_id"), ["wikidata_id"])
    op.create_index("uq_claimants_without_id", "claimants", ["name", "role", "kind"], unique=True, **WITHOUT_ID)


def downgrade() -> None:
    """Refused by the database where a claimant has several wordings: before this, none could."""
    op.drop_index("uq_claimants_without_id", table_name="claimants", **WITHOUT_ID)
    with op.batch_alter_table("claimants") as table:
        table.drop_index(op.f("ix_claimants_wikidata_id"))
        table.drop_constraint(op.f("uq_claimants_name_role_kind_wikidata_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_claimants_wikidata_id"), ["wikidata_id"])
        table.create_unique_constraint(op.f("uq_claimants_name_role"), ["name", "role"])
