"""The rhythm of a committee and its agendas."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KINDS = ("approval", "follow_up", "information", "discussion", "decision", "any_other_business", "next_meeting")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def upgrade() -> None:
    _rhythm()
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("came_late", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("is_repeated", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("earlier_item_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_items_earlier_item_id_committee_id_agenda_items"),
            "agenda_items",
            ["earlier_item_id", "committee_id"],
            ["id", "committee_id"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_agenda_items_continues_another"), "earlier_item_id IS NULL OR earlier_item_id <> id"
        )
        batch_op.create_index(batch_op.f("ix_agenda_items_earlier_item_id"), ["earlier_item_id"], unique=False)
    _when_items_were_placed()
    _template_items()


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _rhythm() -> None:
    kinds, nths = _choice("rhythmkind", "weeks", "months"), _choice("nth", "first", "second", "third", "fourth", "last")
    weekdays = _choice("weekday", *WEEKDAYS)
    with op.batch_alter_table("committees") as batch_op:
        batch_op.add_column(sa.Column("rhythm_kind", kinds, server_default="weeks", nullable=False))
        batch_op.add_column(sa.Column("rhythm_nth", nths, server_default="second", nullable=False))
        batch_op.add_column(sa.Column("rhythm_weekday", weekdays, server_default="tuesday", nullable=False))
        batch_op.add_column(sa.Column("rhythm_months", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("usual_start", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("usual_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("usual_place", sa.String(length=200), server_default="", nullable=False))
        batch_op.create_check_constraint(batch_op.f("ck_committees_rhythm_months"), "rhythm_months BETWEEN 1 AND 24")
        batch_op.create_check_constraint(batch_op.f("ck_committees_usual_minutes"), "usual_minutes BETWEEN 15 AND 720")


def _when_items_were_placed() -> None:
    """Say of the items on an agenda that they came onto it when they were recorded: nothing else is known of them."""
    items = sa.table("agenda_items", *(sa.column(name) for name in ("meeting_id", "created_at", "placed_at")))
    op.execute(sa.update(items).where(items.c.meeting_id.is_not(None)).values(placed_at=items.c.created_at))


def _template_items() -> None:
    op.create_table(
        "template_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", _choice("itemkind", *KINDS), nullable=False),
        sa.Column("title_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_edited", sa.String(length=2), nullable=True),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("presenter", sa.String(length=200), server_default="", nullable=False),
        sa.Column("visibility", _choice("visibility", "public", "committee", "restricted"), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned_minutes BETWEEN 1 AND 480", name=op.f("ck_template_items_planned_minutes")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_template_items_committee_id_committees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_items")),
    )
    op.create_index(op.f("ix_template_items_committee_id"), "template_items", ["committee_id"], unique=False)


def downgrade() -> None:
    op.drop_table("template_items")
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_earlier_item_id"))
        batch_op.drop_constraint(batch_op.f("ck_agenda_items_continues_another"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_agenda_items_earlier_item_id_committee_id_agenda_items"), type_="foreignkey"
        )
        for column in ("placed_at", "came_late", "is_repeated", "earlier_item_id"):
            batch_op.drop_column(column)
    with op.batch_alter_table("committees") as batch_op:
        for name in ("rhythm_months", "usual_minutes", "rhythmkind", "nth", "weekday"):
            batch_op.drop_constraint(batch_op.f(f"ck_committees_{name}"), type_="check")
        for column in ("rhythm_kind", "rhythm_nth", "rhythm_weekday", "rhythm_months"):
            batch_op.drop_column(column)
        for column in ("usual_start", "usual_minutes", "usual_place"):
            batch_op.drop_column(column)
