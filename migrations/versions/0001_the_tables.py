"""The tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "language",
            sa.Enum("nl", "fr", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("create_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_users_fs_uniquifier")),
    )
    op.create_table(
        "zones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("number", sa.String(length=4), nullable=True),
        sa.Column("name_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_edited", sa.String(length=2), nullable=True),
        sa.Column("province_nl", sa.String(length=80), server_default="", nullable=False),
        sa.Column("province_fr", sa.String(length=80), server_default="", nullable=False),
        sa.Column("province_edited", sa.String(length=2), nullable=True),
        sa.Column(
            "region",
            sa.Enum(
                "flanders", "wallonia", "brussels", name="region", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "language_regime",
            sa.Enum("nl", "fr", "nl+fr", name="languageregime", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("note_nl", sa.String(length=400), server_default="", nullable=False),
        sa.Column("note_fr", sa.String(length=400), server_default="", nullable=False),
        sa.Column("note_edited", sa.String(length=2), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("number IS NULL OR length(number) = 4", name=op.f("ck_zones_number_has_four_digits")),
        sa.CheckConstraint("successor_id IS NULL OR successor_id <> id", name=op.f("ck_zones_succeeds_another")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_zones_ends_after_start")
        ),
        sa.ForeignKeyConstraint(["successor_id"], ["zones.id"], name=op.f("fk_zones_successor_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zones")),
        sa.UniqueConstraint("key", name=op.f("uq_zones_key")),
        sa.UniqueConstraint("number", name=op.f("uq_zones_number")),
    )
    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zones_successor_id"), ["successor_id"], unique=False)

    op.create_table(
        "committees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("name_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_edited", sa.String(length=2), nullable=True),
        sa.Column("purpose_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("purpose_fr", sa.Text(), server_default="", nullable=False),
        sa.Column("purpose_edited", sa.String(length=2), nullable=True),
        sa.Column(
            "working_languages",
            sa.Enum("nl", "fr", "nl+fr", name="languageregime", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("rhythm_weeks", sa.Integer(), server_default="10", nullable=False),
        sa.Column("quorum_total", sa.Integer(), nullable=True),
        sa.Column("quorum_police", sa.Integer(), nullable=True),
        sa.Column("quorum_community", sa.Integer(), nullable=True),
        sa.Column(
            "approval_rule",
            sa.Enum(
                "both_sides",
                "chair_alone",
                "next_meeting",
                name="approvalrule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("review_days", sa.Integer(), server_default="10", nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "dormant",
                "closed",
                name="committeestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("controllers", sa.Text(), server_default="", nullable=False),
        sa.Column("dpo_contact", sa.String(length=200), server_default="", nullable=False),
        sa.Column("next_action_number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= founded_on", name=op.f("ck_committees_closes_after_founding")
        ),
        sa.CheckConstraint("review_days BETWEEN 1 AND 90", name=op.f("ck_committees_review_days")),
        sa.CheckConstraint("rhythm_weeks BETWEEN 1 AND 104", name=op.f("ck_committees_rhythm")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_committees_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committees")),
    )
    with op.batch_alter_table("committees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committees_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "municipalities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nis", sa.String(length=5), nullable=True),
        sa.Column("name_nl", sa.String(length=80), server_default="", nullable=False),
        sa.Column("name_fr", sa.String(length=80), server_default="", nullable=False),
        sa.Column("name_edited", sa.String(length=2), nullable=True),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_municipalities_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipalities")),
        sa.UniqueConstraint("nis", name=op.f("uq_municipalities_nis")),
    )
    with op.batch_alter_table("municipalities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipalities_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_edited", sa.String(length=2), nullable=True),
        sa.Column(
            "side",
            sa.Enum(
                "police", "community", "municipality", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("website", sa.String(length=200), server_default="", nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_organisations_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    with op.batch_alter_table("organisations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisations_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column(
            "language",
            sa.Enum("nl", "fr", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum("email", "telephone", "post", name="channel", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("contact", sa.String(length=400), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_persons_user_id_users")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_persons_committee_id_committees")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_persons_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_persons_user_id"), ["user_id"], unique=False)

    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_audit_entries_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_audit_entries_user_id_users")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_audit_entries_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entries_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entries_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entries_user_id"), ["user_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("naming", "photo", name="consentkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column(
            "language",
            sa.Enum("nl", "fr", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column(
            "form",
            sa.Enum("screen", "paper", name="consentform", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on", name=op.f("ck_consents_withdrawn_after_given")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_consents_person_id_persons")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_consents_recorded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_consents_person_id_kind",
            ["person_id", "kind"],
            unique=True,
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        )

    op.create_table(
        "initiatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "community",
                "pilot",
                "training",
                "focus_group",
                "study_visit",
                "campaign",
                "conference",
                name="initiativekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("title_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_edited", sa.String(length=2), nullable=True),
        sa.Column("summary_nl", sa.String(length=600), server_default="", nullable=False),
        sa.Column("summary_fr", sa.String(length=600), server_default="", nullable=False),
        sa.Column("summary_edited", sa.String(length=2), nullable=True),
        sa.Column("description_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("description_fr", sa.Text(), server_default="", nullable=False),
        sa.Column("description_edited", sa.String(length=2), nullable=True),
        sa.Column(
            "objective",
            sa.Enum(
                "human_resources",
                "complaints",
                "trust",
                "exchange",
                name="objective",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("target_groups_nl", sa.String(length=400), server_default="", nullable=False),
        sa.Column("target_groups_fr", sa.String(length=400), server_default="", nullable=False),
        sa.Column("target_groups_edited", sa.String(length=2), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "idea",
                "planned",
                "running",
                "finished",
                "evaluated",
                "stopped",
                name="initiativestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stop_reason", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "committee_id IS NULL OR zone_id IS NOT NULL", name=op.f("ck_initiatives_committee_has_zone")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_initiatives_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_initiatives_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_initiatives_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
    )
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiatives_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiatives_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiatives_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), server_default="", nullable=False),
        sa.Column("online_link", sa.String(length=400), server_default="", nullable=False),
        sa.Column(
            "language",
            sa.Enum("nl", "fr", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "convened",
                "in_progress",
                "closed",
                "cancelled",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("guests", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("convened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=200), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meetings_ends_after_start")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_meetings_committee_id_committees")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("committee_id", "number", name=op.f("uq_meetings_committee_id_number")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_meetings_id_committee_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_state"), ["state"], unique=False)

    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.String(length=255), nullable=False),
        sa.Column(
            "language",
            sa.Enum("nl", "fr", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "sent", "failed", name="messagestate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_outbox_messages_sent_has_moment")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_outbox_messages_committee_id_committees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_messages_message_id")),
    )
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_messages_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_messages_state"), ["state"], unique=False)

    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "police", "community", "municipality", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_edited", sa.String(length=2), nullable=True),
        sa.Column("is_voting", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name=op.f("ck_seats_closes_after_opening")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_seats_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_seats_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_seats_id_committee_id")),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seats_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seats_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "approval",
                "follow_up",
                "information",
                "discussion",
                "decision",
                "any_other_business",
                "next_meeting",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("presenter", sa.String(length=200), server_default="", nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column(
            "visibility",
            sa.Enum(
                "public",
                "committee",
                "restricted",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "objective",
            sa.Enum(
                "human_resources",
                "complaints",
                "trust",
                "exchange",
                name="objective",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_aside_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("notes_revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("notes_by_id", sa.Integer(), nullable=True),
        sa.Column("notes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned_minutes BETWEEN 1 AND 480", name=op.f("ck_agenda_items_planned_minutes")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_agenda_items_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_agenda_items_meeting_id_committee_id_meetings"),
        ),
        sa.ForeignKeyConstraint(["notes_by_id"], ["users.id"], name=op.f("fk_agenda_items_notes_by_id_users")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id", "committee_id"],
            ["seats.id", "seats.committee_id"],
            name=op.f("fk_agenda_items_proposed_by_id_committee_id_seats"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_agenda_items_id_committee_id")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_proposed_by_id"), ["proposed_by_id"], unique=False)

    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("worked_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("worked_fr", sa.Text(), server_default="", nullable=False),
        sa.Column("worked_edited", sa.String(length=2), nullable=True),
        sa.Column("hard_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("hard_fr", sa.Text(), server_default="", nullable=False),
        sa.Column("hard_edited", sa.String(length=2), nullable=True),
        sa.Column("learnt_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("learnt_fr", sa.Text(), server_default="", nullable=False),
        sa.Column("learnt_edited", sa.String(length=2), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_evaluations_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("initiative_id", name=op.f("uq_evaluations_initiative_id")),
    )
    op.create_table(
        "head_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "police", "community", "municipality", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("unnamed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("unnamed BETWEEN 0 AND 1000", name=op.f("ck_head_counts_unnamed")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_head_counts_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_head_counts_meeting_id_committee_id_meetings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_counts")),
        sa.UniqueConstraint("meeting_id", "side", name=op.f("uq_head_counts_meeting_id_side")),
    )
    with op.batch_alter_table("head_counts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_head_counts_committee_id"), ["committee_id"], unique=False)

    op.create_table(
        "initiative_partners",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_initiative_partners_initiative_id_initiatives")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_initiative_partners_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "organisation_id", name=op.f("pk_initiative_partners")),
    )
    op.create_table(
        "initiative_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), server_default="", nullable=False),
        sa.Column("reached_police", sa.Integer(), nullable=False),
        sa.Column("reached_community", sa.Integer(), nullable=False),
        sa.Column("reached_municipality", sa.Integer(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=False),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.Column("other_sex", sa.Integer(), nullable=False),
        sa.Column("sex_not_stated", sa.Integer(), nullable=False),
        sa.Column("under_18", sa.Integer(), nullable=False),
        sa.Column("from_18_to_25", sa.Integer(), nullable=False),
        sa.Column("from_26_to_64", sa.Integer(), nullable=False),
        sa.Column("over_64", sa.Integer(), nullable=False),
        sa.Column("age_not_stated", sa.Integer(), nullable=False),
        sa.Column("satisfaction_answers", sa.Integer(), nullable=False),
        sa.Column("satisfaction_good", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "reached_police >= 0 AND reached_community >= 0 AND reached_municipality >= 0 AND women >= 0 AND men >= 0 AND other_sex >= 0 AND sex_not_stated >= 0 AND under_18 >= 0 AND from_18_to_25 >= 0 AND from_26_to_64 >= 0 AND over_64 >= 0 AND age_not_stated >= 0 AND satisfaction_answers >= 0 AND satisfaction_good >= 0",
            name=op.f("ck_initiative_sessions_counts_not_negative"),
        ),
        sa.CheckConstraint(
            "satisfaction_good <= satisfaction_answers", name=op.f("ck_initiative_sessions_good_within_answers")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_initiative_sessions_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_sessions")),
    )
    with op.batch_alter_table("initiative_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_sessions_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_sessions_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "mandates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "chair",
                "co_chair",
                "secretary",
                "member",
                "alternate",
                "observer",
                name="mandaterole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "end_reason",
            sa.Enum(
                "term",
                "resigned",
                "replaced",
                "moved",
                "other",
                name="endreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_mandates_ends_after_start")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_mandates_committee_id_committees")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_mandates_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["seat_id", "committee_id"],
            ["seats.id", "seats.committee_id"],
            name=op.f("fk_mandates_seat_id_committee_id_seats"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
    )
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandates_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mandates_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mandates_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("title_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("title_edited", sa.String(length=2), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_milestones_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestones_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "writing",
                "in_review",
                "approved",
                name="minutesstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column("review_until", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'approved') = (approved_on IS NOT NULL) AND (state = 'approved') = (digest IS NOT NULL)",
            name=op.f("ck_minutes_snapshot_when_approved"),
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_minutes_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_minutes_meeting_id_committee_id_meetings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_minutes_id_committee_id")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_committee_id"), ["committee_id"], unique=False)

    op.create_table(
        "action_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=True),
        sa.Column("owner_organisation_id", sa.Integer(), nullable=True),
        sa.Column("partners", sa.String(length=200), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "priority",
            sa.Enum("low", "normal", "high", name="priority", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in_progress",
                "blocked",
                "done",
                "dropped",
                name="actionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("show_again_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column(
            "objective",
            sa.Enum(
                "human_resources",
                "complaints",
                "trust",
                "exchange",
                name="objective",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('done', 'dropped')) = (closed_on IS NOT NULL)",
            name=op.f("ck_action_points_closed_when_finished"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('done', 'dropped') OR result <> ''", name=op.f("ck_action_points_result_when_finished")
        ),
        sa.CheckConstraint(
            "(owner_seat_id IS NULL) <> (owner_organisation_id IS NULL)", name=op.f("ck_action_points_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_action_points_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_action_points_item_id_committee_id_agenda_items"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_action_points_meeting_id_committee_id_meetings"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_action_points_owner_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_seat_id", "committee_id"],
            ["seats.id", "seats.committee_id"],
            name=op.f("fk_action_points_owner_seat_id_committee_id_seats"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_points")),
        sa.UniqueConstraint("committee_id", "number", name=op.f("uq_action_points_committee_id_number")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_action_points_id_committee_id")),
    )
    with op.batch_alter_table("action_points", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_points_closed_on"), ["closed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_points_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_points_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_points_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_points_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_points_opened_on"), ["opened_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_action_points_owner_organisation_id"), ["owner_organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_action_points_owner_seat_id"), ["owner_seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_points_state"), ["state"], unique=False)

    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "police", "community", "municipality", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_approvals_committee_id_committees")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_approvals_mandate_id_mandates")),
        sa.ForeignKeyConstraint(
            ["minutes_id", "committee_id"],
            ["minutes.id", "minutes.committee_id"],
            name=op.f("fk_approvals_minutes_id_committee_id_minutes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("minutes_id", "round", "side", name=op.f("uq_approvals_minutes_id_round_side")),
    )
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approvals_committee_id"), ["committee_id"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "present",
                "excused",
                "absent",
                "replaced",
                name="attendancestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by_id IS NOT NULL)", name=op.f("ck_attendances_replaced_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_attendances_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_attendances_meeting_id_committee_id_meetings"),
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["mandates.id"], name=op.f("fk_attendances_replaced_by_id_mandates")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id", "committee_id"],
            ["seats.id", "seats.committee_id"],
            name=op.f("fk_attendances_seat_id_committee_id_seats"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("meeting_id", "seat_id", name=op.f("uq_attendances_meeting_id_seat_id")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendances_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendances_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column(
            "how",
            sa.Enum("consensus", "vote", name="decidedby", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(how = 'vote') = (votes_for IS NOT NULL) AND (how = 'vote') = (votes_against IS NOT NULL) AND (how = 'vote') = (votes_abstain IS NOT NULL)",
            name=op.f("ck_decisions_votes_when_voted"),
        ),
        sa.CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0", name=op.f("ck_decisions_votes_not_negative")
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_decisions_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_decisions_item_id_committee_id_agenda_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_decisions_id_committee_id")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decisions_item_id"), ["item_id"], unique=False)

    op.create_table(
        "role_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "monitor",
                "coordinator",
                "chair",
                "co_chair",
                "secretary",
                "member",
                "alternate",
                "observer",
                "practice_editor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(role IN ('administrator', 'monitor', 'practice_editor') AND zone_id IS NULL AND committee_id IS NULL) OR (role IN ('coordinator') AND zone_id IS NOT NULL AND committee_id IS NULL) OR (role IN ('chair', 'co_chair', 'secretary', 'member', 'alternate', 'observer') AND zone_id IS NULL AND committee_id IS NOT NULL)",
            name=op.f("ck_role_grants_place_fits_role"),
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_role_grants_ends_after_start")),
        sa.CheckConstraint("mandate_id IS NULL OR seat_id IS NOT NULL", name=op.f("ck_role_grants_mandate_has_seat")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_role_grants_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_role_grants_mandate_id_mandates")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_role_grants_seat_id_seats")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_role_grants_user_id_users")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_role_grants_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sa.UniqueConstraint("mandate_id", name=op.f("uq_role_grants_mandate_id")),
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grants_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grants_user_id"), ["user_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grants_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in_progress",
                "blocked",
                "done",
                "dropped",
                name="actionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_changed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id", "committee_id"],
            ["action_points.id", "action_points.committee_id"],
            name=op.f("fk_follow_ups_action_id_committee_id_action_points"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_follow_ups_by_id_users")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_follow_ups_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_follow_ups_seat_id_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_ups_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_ups_committee_id"), ["committee_id"], unique=False)

    op.create_table(
        "initiative_actions",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action_points.id"], name=op.f("fk_initiative_actions_action_id_action_points")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_initiative_actions_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "action_id", name=op.f("pk_initiative_actions")),
    )


def downgrade() -> None:
    op.drop_table("initiative_actions")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_ups_committee_id"))
        batch_op.drop_index(batch_op.f("ix_follow_ups_action_id"))

    op.drop_table("follow_ups")
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grants_zone_id"))
        batch_op.drop_index(batch_op.f("ix_role_grants_user_id"))
        batch_op.drop_index(batch_op.f("ix_role_grants_committee_id"))

    op.drop_table("role_grants")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decisions_item_id"))
        batch_op.drop_index(batch_op.f("ix_decisions_committee_id"))

    op.drop_table("decisions")
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendances_seat_id"))
        batch_op.drop_index(batch_op.f("ix_attendances_committee_id"))

    op.drop_table("attendances")
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approvals_committee_id"))

    op.drop_table("approvals")
    with op.batch_alter_table("action_points", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_points_state"))
        batch_op.drop_index(batch_op.f("ix_action_points_owner_seat_id"))
        batch_op.drop_index(batch_op.f("ix_action_points_owner_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_action_points_opened_on"))
        batch_op.drop_index(batch_op.f("ix_action_points_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_action_points_item_id"))
        batch_op.drop_index(batch_op.f("ix_action_points_due_on"))
        batch_op.drop_index(batch_op.f("ix_action_points_committee_id"))
        batch_op.drop_index(batch_op.f("ix_action_points_closed_on"))

    op.drop_table("action_points")
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_committee_id"))

    op.drop_table("minutes")
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestones_initiative_id"))

    op.drop_table("milestones")
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandates_seat_id"))
        batch_op.drop_index(batch_op.f("ix_mandates_person_id"))
        batch_op.drop_index(batch_op.f("ix_mandates_committee_id"))

    op.drop_table("mandates")
    with op.batch_alter_table("initiative_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_sessions_initiative_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_sessions_held_on"))

    op.drop_table("initiative_sessions")
    op.drop_table("initiative_partners")
    with op.batch_alter_table("head_counts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_head_counts_committee_id"))

    op.drop_table("head_counts")
    op.drop_table("evaluations")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_proposed_by_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_items_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_items_committee_id"))

    op.drop_table("agenda_items")
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seats_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_seats_committee_id"))

    op.drop_table("seats")
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_messages_state"))
        batch_op.drop_index(batch_op.f("ix_outbox_messages_committee_id"))

    op.drop_table("outbox_messages")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_state"))
        batch_op.drop_index(batch_op.f("ix_meetings_starts_at"))
        batch_op.drop_index(batch_op.f("ix_meetings_committee_id"))

    op.drop_table("meetings")
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiatives_zone_id"))
        batch_op.drop_index(batch_op.f("ix_initiatives_state"))
        batch_op.drop_index(batch_op.f("ix_initiatives_committee_id"))

    op.drop_table("initiatives")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consents_person_id_kind",
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consents_person_id"))

    op.drop_table("consents")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_user_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entries_committee_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entries_at"))

    op.drop_table("audit_entries")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_persons_user_id"))
        batch_op.drop_index(batch_op.f("ix_persons_committee_id"))

    op.drop_table("persons")
    with op.batch_alter_table("organisations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisations_zone_id"))

    op.drop_table("organisations")
    with op.batch_alter_table("municipalities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipalities_zone_id"))

    op.drop_table("municipalities")
    with op.batch_alter_table("committees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_committees_zone_id"))

    op.drop_table("committees")
    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zones_successor_id"))

    op.drop_table("zones")
    op.drop_table("users")
