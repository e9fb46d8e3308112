"""What the papers of a committee look like."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _bilingual(name: str, length: int = 200) -> list[sa.Column]:
    texts = [
        sa.Column(f"{name}_{code}", sa.String(length=length), server_default="", nullable=False)
        for code in ("nl", "fr")
    ]
    return [*texts, sa.Column(f"{name}_edited", sa.String(length=2), nullable=True)]


def upgrade() -> None:
    op.create_table(
        "house_styles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        *_bilingual("logo_alt"),
        *_bilingual("funding", 400),
        *_bilingual("disclaimer", 1000),
        *_bilingual("header"),
        *_bilingual("footer"),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "logo IS NULL OR logo_alt_nl <> '' OR logo_alt_fr <> ''", name=op.f("ck_house_styles_logo_has_words")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_house_styles_committee_id_committees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_styles")),
        sa.UniqueConstraint("committee_id", name=op.f("uq_house_styles_committee_id")),
    )
    op.create_index(op.f("ix_house_styles_committee_id"), "house_styles", ["committee_id"])


def downgrade() -> None:
    op.drop_table("house_styles")
