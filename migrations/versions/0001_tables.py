"""The tables of the first road: directory, people, cases, referrals, reminders, outbox, audit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KINDS = (
    "send",
    "acknowledge",
    "triage",
    "first_contact",
    "re_contact",
    "emergency_health",
    "police_report",
    "answer",
    "reply",
    "first_service",
    "feedback",
    "draft",
    "withdrawal",
    "approval",
    "sign_off",
    "confirm",
    "re_plan",
    "keep_place",
    "place",
    "progress",
    "hold_review",
    "consent_renewal",
    "initial_assessment",
    "full_assessment",
    "plan",
    "plan_approval",
    "plan_review",
    "file_review",
    "simfoni",
    "visit",
    "police_protection",
    "domestic_protection",
    "protection_lpsk",
    "law_follow_up",
    "lpsk_decision",
    "ticket",
    "takedown",
    "stay",
    "closure",
    "after_1_month",
    "after_3_months",
    "glass_review",
    "purge",
    "erasure",
)
"""Of promises: of a follow-up, and of its ladder."""


def upgrade() -> None:
    op.execute("CREATE SCHEMA keys AUTHORIZATION app_keys")
    op.execute("GRANT USAGE, CREATE ON SCHEMA keys TO app_owner")
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "patbm",
                "shelter",
                "uptd",
                "upt_province",
                "dp3a",
                "social",
                "police",
                "hospital",
                "puspaga",
                "school",
                "dukcapil",
                "kua",
                "lpsk",
                "komdigi",
                "lksa",
                "office",
                name="agencykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
    )
    op.create_table(
        "app_clock",
        sa.Column("id", sa.Boolean(), nullable=False),
        sa.Column("ahead", sa.Interval(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_clock")),
    )
    op.create_table(
        "area",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_area_level")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
    )
    op.create_index("ix_area_level_folded", "area", ["level", "folded"], unique=False)
    op.create_table(
        "audit_check",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("bad", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_audit_check")),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("rows", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("rows", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("compartments", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("digests", sa.Text(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("chain", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("place", name=op.f("uq_audit_entry_place")),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["at", "id"], unique=False)
    op.create_index("ix_audit_entry_case", "audit_entry", ["case_id", "id"], unique=False)
    op.create_index("ix_audit_entry_person", "audit_entry", ["person_id", "at"], unique=False)
    op.create_index(
        "ix_audit_entry_unsealed",
        "audit_entry",
        ["id"],
        unique=False,
        postgresql_where=sa.text("place IS NULL"),
    )
    op.create_table(
        "form_receipt",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_form_receipt")),
    )
    op.create_index(op.f("ix_form_receipt_at"), "form_receipt", ["at"], unique=False)
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "referral_route",
        sa.Column("from_kind", sa.Text(), nullable=False),
        sa.Column("to_kind", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "R",
                "L",
                "C",
                "-",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "when",
            sa.Enum(
                "emergency",
                "danger",
                "low_risk",
                "other_district",
                "police_request",
                name="condition",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "from_kind", "to_kind", "service", "since", name=op.f("pk_referral_route")
        ),
    )
    op.create_table(
        "data_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("kek_id", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_key")),
        schema="keys",
    )
    op.create_index(
        op.f("ix_keys_data_key_case_id"), "data_key", ["case_id"], unique=False, schema="keys"
    )
    op.create_table(
        "erased_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_key")),
        schema="keys",
    )
    op.create_index(
        op.f("ix_keys_erased_key_case_id"), "erased_key", ["case_id"], unique=False, schema="keys"
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_incident_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "patbm",
                "shelter",
                "uptd",
                "upt_province",
                "dp3a",
                "social",
                "police",
                "hospital",
                "puspaga",
                "school",
                "dukcapil",
                "kua",
                "lpsk",
                "komdigi",
                "lksa",
                "office",
                name="agencykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("neutral_name", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(collation="C"), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unit_agency_id")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_unit_district_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_index(op.f("ix_unit_agency_id"), "unit", ["agency_id"], unique=False)
    op.create_table(
        "unit_leave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_leave_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_leave")),
        sa.UniqueConstraint("unit_id", "day", name=op.f("uq_unit_leave_unit_id_day")),
    )
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_calendar_change_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
    )
    op.create_table(
        "area_grant",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.Text(collation="C"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_area_grant_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "district_code", "since", name=op.f("pk_area_grant")),
    )
    op.create_table(
        "area_served",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_area_served_area_code")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_area_served_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "area_code", name=op.f("pk_area_served")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "volunteer",
                "provider",
                "case_manager",
                "unit_head",
                "district_supervisor",
                "provincial_supervisor",
                "administrator",
                "auditor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("mandate_until", sa.Date(), nullable=True),
        sa.Column("mail_on", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_person_supervisor_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    op.create_index("ix_person_unit_role", "person", ["unit_id", "role"], unique=False)
    op.create_table(
        "service_offered",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "service",
            sa.Enum(
                "complaint",
                "police_report",
                "protection",
                "treatment",
                "forensic_exam",
                "counselling",
                "social_care",
                "shelter",
                "social_aid",
                "schooling",
                "legal_aid",
                "family_counselling",
                "documents",
                "marriage",
                "witness_protection",
                "restitution",
                "takedown",
                "care_home",
                "mediation",
                name="service",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_offered_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "service", name=op.f("pk_service_offered")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stand_in_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("since < until", name=op.f("ck_absence_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["person.id"], name=op.f("fk_absence_stand_in_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person", "absence", ["person_id", "until"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "reported",
                "open",
                "closing",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("risk", sa.SmallInteger(), nullable=False),
        sa.Column("risk_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("district_code", sa.Text(collation="C"), nullable=False),
        sa.Column("area_code", sa.Text(collation="C"), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("legal_id", sa.Uuid(), nullable=True),
        sa.Column("opener_id", sa.Uuid(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "patbm",
                "shelter",
                "walk_in",
                "phone",
                "whatsapp",
                "call_112",
                "sapa_129",
                "police",
                "hospital",
                "school",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "sex",
            sa.Enum(
                "female",
                "male",
                "unknown",
                name="sex",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "age_band",
            sa.Enum(
                "0-5",
                "6-12",
                "13-15",
                "16-17",
                "unknown",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sexual", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("high_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=True),
        sa.Column("provinces_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("above_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("simfoni_number", sa.Text(), nullable=True),
        sa.Column(
            "next_due_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("'9999-12-31 00:00+00'"),
            nullable=False,
        ),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_case_file_closed")
        ),
        sa.CheckConstraint("risk BETWEEN 1 AND 3", name=op.f("ck_case_file_risk")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_case_file_area_code")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_case_file_district_code")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["person.id"], name=op.f("fk_case_file_manager_id")
        ),
        sa.ForeignKeyConstraint(["legal_id"], ["person.id"], name=op.f("fk_case_file_legal_id")),
        sa.ForeignKeyConstraint(["opener_id"], ["person.id"], name=op.f("fk_case_file_opener_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_file_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("number", name=op.f("uq_case_file_number")),
    )
    op.create_index(
        "ix_case_file_district",
        "case_file",
        ["district_code", "risk", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_case_file_ended_district",
        "case_file",
        ["district_code", "closed_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_case_file_ended_unit",
        "case_file",
        ["unit_id", "closed_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_case_file_high",
        "case_file",
        ["high_at"],
        unique=False,
        postgresql_where=sa.text("high_at IS NOT NULL"),
    )
    op.create_index(
        "ix_case_file_manager",
        "case_file",
        ["manager_id", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_case_file_opener_id"), "case_file", ["opener_id"], unique=False)
    op.create_index(
        "ix_case_file_province",
        "case_file",
        ["risk", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_case_file_unit",
        "case_file",
        ["unit_id", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "credential",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credential_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_credential")),
    )
    op.create_table(
        "desk",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_desk_deputy_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_desk_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_desk")),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("since < until", name=op.f("ck_duty_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_duty_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_unit", "duty", ["unit_id", "until"], unique=False)
    op.create_table(
        "inbox_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("follow_up_id", sa.BigInteger(), nullable=True),
        sa.Column("rung", sa.SmallInteger(), nullable=True),
        sa.Column("counts", postgresql.ARRAY(sa.Integer()), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inbox_item_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_item")),
        sa.UniqueConstraint("key", name=op.f("uq_inbox_item_key")),
        sa.UniqueConstraint(
            "person_id",
            "follow_up_id",
            "rung",
            name=op.f("uq_inbox_item_person_id_follow_up_id_rung"),
        ),
    )
    op.create_index(op.f("ix_inbox_item_case_id"), "inbox_item", ["case_id"], unique=False)
    op.create_index("ix_inbox_item_person", "inbox_item", ["person_id", "id"], unique=False)
    op.create_table(
        "device",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_device_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_device")),
    )
    op.create_index("ix_device_person", "device", ["person_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("mail", name="channel", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("follow_up_id", sa.BigInteger(), nullable=True),
        sa.Column("rung", sa.SmallInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "sending",
                "sent",
                "delivered",
                "seen",
                "failed",
                "cancelled",
                "skipped",
                "dead",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
    )
    op.create_index(
        "ix_message_dead",
        "message",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_message_owed",
        "message",
        ["not_before"],
        unique=False,
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "read_alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("lifted_by_id <> person_id", name=op.f("ck_read_alert_other_person")),
        sa.CheckConstraint(
            "num_nonnulls(lifted_at, lifted_until, lifted_by_id, words) IN (0, 4)",
            name=op.f("ck_read_alert_lift"),
        ),
        sa.CheckConstraint(
            "lifted_until <= lifted_at + interval '24 hours'", name=op.f("ck_read_alert_day")
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["person.id"], name=op.f("fk_read_alert_lifted_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_read_alert_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_alert")),
        sa.UniqueConstraint("person_id", "hour", name=op.f("uq_read_alert_person_id_hour")),
    )
    op.create_index("ix_read_alert_at", "read_alert", ["at"], unique=False)
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index("ix_session_person", "session", ["person_id"], unique=False)
    op.create_table(
        "access_grant",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("compartments", sa.Integer(), nullable=False),
        sa.Column("basis", sa.SmallInteger(), nullable=False),
        sa.Column("basis_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(person_id, unit_id) = 1", name=op.f("ck_access_grant_one_holder")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_access_grant_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_access_grant_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_access_grant_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    op.create_index(
        "ix_access_grant_case",
        "access_grant",
        ["case_id"],
        unique=False,
        postgresql_include=["person_id", "unit_id", "since", "until", "compartments"],
    )
    op.create_index(
        "ix_access_grant_person",
        "access_grant",
        ["person_id", "until"],
        unique=False,
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(
        "ix_access_grant_unit",
        "access_grant",
        ["unit_id", "until"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "case_alleged",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_alleged_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_alleged")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_case_event_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index("ix_case_event_case", "case_event", ["case_id", "at"], unique=False)
    op.create_table(
        "case_health",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_health_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_health")),
    )
    op.create_table(
        "case_identity",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_identity_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_identity")),
    )
    op.create_table(
        "case_incident",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_incident_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_case_incident_incident_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "incident_id", name=op.f("pk_case_incident")),
    )
    op.create_table(
        "case_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "news",
                "mistake",
                "closing",
                "risk",
                "plan",
                "exclusion",
                "telling",
                "pause",
                name="notekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_case_note_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_note_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
    )
    op.create_index("ix_case_note_case", "case_note", ["case_id", "at"], unique=False)
    op.create_table(
        "break_glass",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("compartments", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "danger",
                "nobody",
                "complaint",
                "emergency",
                name="glassreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("fair", sa.Boolean(), nullable=True),
        sa.Column("review", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("reviewed_by_id <> person_id", name=op.f("ck_break_glass_other_person")),
        sa.CheckConstraint(
            "num_nonnulls(reviewed_at, reviewed_by_id, fair, review) IN (0, 4)",
            name=op.f("ck_break_glass_review"),
        ),
        sa.CheckConstraint("until <= at + interval '60 minutes'", name=op.f("ck_break_glass_hour")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_break_glass_case_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_break_glass_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_break_glass_reviewed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass")),
    )
    op.create_index("ix_break_glass_case", "break_glass", ["case_id", "at"], unique=False)
    op.create_index("ix_break_glass_person", "break_glass", ["person_id", "at"], unique=False)
    op.create_table(
        "case_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "initial_assessment",
                "full_assessment",
                "emergency_care",
                "plan_review",
                "file_review",
                "incident",
                "visum",
                "protection",
                "lpsk_letter",
                "lpsk_answer",
                "hearing",
                "law_status",
                "recommendation",
                "provinces",
                "stay",
                "stay_end",
                "after_closing",
                name="recordkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_case_record_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_record_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_record")),
    )
    op.create_index("ix_case_record_case", "case_record", ["case_id", "at"], unique=False)
    op.create_table(
        "case_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "agreed",
            sa.Enum(
                "both",
                "child",
                "caregiver",
                "nobody",
                name="agreed",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(approved_at, approved_by_id) <> 1", name=op.f("ck_case_plan_approved")
        ),
        sa.CheckConstraint("approved_by_id <> by_person_id", name=op.f("ck_case_plan_four_eyes")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_case_plan_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_case_plan_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_plan_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_plan")),
    )
    op.create_index("ix_case_plan_case", "case_plan", ["case_id", "at"], unique=False)
    op.create_table(
        "case_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "reached",
                "dropped",
                name="goalstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_case_goal_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_goal_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_goal")),
    )
    op.create_index("ix_case_goal_case", "case_goal", ["case_id", "due_on"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "online",
                "case",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "promised",
                "wish",
                "wrong_person",
                "retention",
                name="ground",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(decided_at, decided_by_id) <> 1", name=op.f("ck_erasure_decided")
        ),
        sa.CheckConstraint("decided_by_id <> asked_by_id", name=op.f("ck_erasure_other_person")),
        sa.CheckConstraint(
            "done_at IS NULL OR (stopped_at IS NULL AND done_at >= decided_at"
            " + interval '24 hours')",
            name=op.f("ck_erasure_held"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_erasure_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_erasure_case_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_erasure_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["stopped_by_id"], ["person.id"], name=op.f("fk_erasure_stopped_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(
        "uq_erasure_live",
        "erasure",
        ["case_id", "scope"],
        unique=True,
        postgresql_where=sa.text("stopped_at IS NULL"),
    )
    op.create_index(
        "ix_erasure_held",
        "erasure",
        ["decided_at"],
        unique=False,
        postgresql_where=sa.text(
            "decided_at IS NOT NULL AND stopped_at IS NULL AND done_at IS NULL"
        ),
    )
    op.create_table(
        "case_online",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_online_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_online")),
    )
    op.create_table(
        "case_place",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_place_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_place")),
    )
    op.create_table(
        "case_reporter",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_reporter_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_reporter")),
    )
    op.create_table(
        "case_story",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_story_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_story")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "with_whom",
            sa.Enum(
                "child",
                "caregiver",
                "caregiver_for_child",
                "reporter",
                "other",
                name="contactwith",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("safe", sa.Boolean(), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_contact_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_contact_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_case", "contact", ["case_id", "at"], unique=False)
    op.create_table(
        "exclusion",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "relative",
                "employer",
                "official",
                "alleged",
                name="conflict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("lift_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lift_asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("lift_note_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(lift_asked_at, lift_asked_by_id, lift_note_id) IN (0, 3)",
            name=op.f("ck_exclusion_lift"),
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_exclusion_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_exclusion_case_id")),
        sa.ForeignKeyConstraint(
            ["lift_asked_by_id"], ["person.id"], name=op.f("fk_exclusion_lift_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exclusion_person_id")),
        sa.PrimaryKeyConstraint("person_id", "case_id", name=op.f("pk_exclusion")),
    )
    op.create_index("ix_exclusion_case", "exclusion", ["case_id"], unique=False)
    op.create_table(
        "exclusion_hint",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "match",
            sa.Enum(
                "name",
                "phone",
                "unit",
                "village",
                "kin",
                "kept_from",
                name="match",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_exclusion_hint_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_exclusion_hint_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "case_id", name=op.f("pk_exclusion_hint")),
    )
    op.create_index("ix_exclusion_hint_case", "exclusion_hint", ["case_id"], unique=False)
    op.create_table(
        "same_child",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "maybe",
                "same",
                "other",
                name="sameness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(decided_at, decided_by_id) = CASE answer WHEN 'maybe' THEN 0 ELSE 2 END",
            name=op.f("ck_same_child_decided"),
        ),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_same_child_once")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_same_child_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["one_id"], ["case_file.id"], name=op.f("fk_same_child_one_id")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["case_file.id"], name=op.f("fk_same_child_other_id")
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_same_child")),
    )
    op.create_index("ix_same_child_other", "same_child", ["other_id"], unique=False)
    op.create_table(
        "law_line",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("lp_number", sa.Text(), nullable=False),
        sa.Column("lp_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_law_line_case_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_law_line_recorded_by")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_law_line")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "service",
            sa.Enum(
                "complaint",
                "police_report",
                "protection",
                "treatment",
                "forensic_exam",
                "counselling",
                "social_care",
                "shelter",
                "social_aid",
                "schooling",
                "legal_aid",
                "family_counselling",
                "documents",
                "marriage",
                "witness_protection",
                "restitution",
                "takedown",
                "care_home",
                "mediation",
                name="service",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "giver",
            sa.Enum(
                "child",
                "parent",
                "step_parent",
                "guardian",
                "other_adult",
                name="giver",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "assent",
            sa.Enum(
                "yes",
                "no",
                "too_young",
                "not_safe",
                name="assent",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "how",
            sa.Enum(
                "written",
                "spoken",
                "remote",
                name="consenthow",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum(
                "indonesian",
                "bugis",
                "makassar",
                "toraja",
                "mandar",
                "sign",
                "other",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.Column("statistics", sa.Boolean(), nullable=False),
        sa.Column("text", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("at < until", name=op.f("ck_consent_order")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_consent_agency_id")),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_consent_by_person_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_consent_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_case", "consent", ["case_id", "at"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("first_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "village_report",
                "referral",
                "legal_report",
                "transfer",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "sent",
                "needs_info",
                "waitlisted",
                "accepted",
                "in_service",
                "completed",
                "confirmed",
                "declined",
                "forwarded",
                "recalled",
                "failed",
                "void",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "service",
            sa.Enum(
                "complaint",
                "police_report",
                "protection",
                "treatment",
                "forensic_exam",
                "counselling",
                "social_care",
                "shelter",
                "social_aid",
                "schooling",
                "legal_aid",
                "family_counselling",
                "documents",
                "marriage",
                "witness_protection",
                "restitution",
                "takedown",
                "care_home",
                "mediation",
                name="service",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "urgency",
            sa.Enum(
                "darurat",
                "6h",
                "24h",
                "3wd",
                name="urgency",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("from_unit_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("to_unit_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "consent",
                "legal_duty",
                "vital_interest",
                "public_task",
                name="lawfulbasis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "consent_how",
            sa.Enum(
                "written",
                "spoken",
                "remote",
                name="consenthow",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("consent_contact", sa.Boolean(), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("consent_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.SmallInteger(), nullable=False),
        sa.Column("paused", sa.Interval(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("first_service_amount", sa.SmallInteger(), nullable=True),
        sa.Column(
            "first_service_clock",
            sa.Enum(
                "H",
                "WD",
                "M",
                name="clock",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("first_service_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "no_capacity",
                "waiting_list",
                "outside_area",
                "outside_mandate",
                "not_eligible",
                "refused_by_family",
                "no_contact",
                "conflict",
                "other_first",
                "incomplete",
                "duplicate",
                "unsafe",
                "other",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "declined_by",
            sa.Enum(
                "provider",
                "child",
                "guardian",
                name="saidby",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "fail_reason",
            sa.Enum(
                "no_contact",
                "moved",
                "not_wanted",
                "not_eligible",
                "no_capacity",
                "unsafe",
                "died",
                "other",
                name="failreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "helped",
                "partly",
                "continues",
                "no_contact",
                "not_eligible",
                "no_capacity",
                "moved",
                "not_wanted",
                "handed_over",
                "safe_house",
                "died",
                "other",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "helped",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="helped",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'declined' OR decline_reason IS NOT NULL", name=op.f("ck_referral_declined")
        ),
        sa.CheckConstraint(
            "status <> 'failed' OR fail_reason IS NOT NULL", name=op.f("ck_referral_failed")
        ),
        sa.CheckConstraint(
            "status <> 'waitlisted' OR expected_at IS NOT NULL",
            name=op.f("ck_referral_waitlisted"),
        ),
        sa.CheckConstraint(
            "CASE WHEN status = 'draft' THEN sent_at IS NULL"
            " ELSE sent_at IS NOT NULL OR status IN ('recalled', 'void') END",
            name=op.f("ck_referral_sent"),
        ),
        sa.CheckConstraint(
            "(status = 'sent') = (answer_by IS NOT NULL)", name=op.f("ck_referral_answer_by")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_referral_case_id")),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["person.id"], name=op.f("fk_referral_claimed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_unit_id"], ["unit.id"], name=op.f("fk_referral_from_unit_id")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_referral_sender_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_referral_to_unit_id")),
        sa.CheckConstraint(
            "sent_at IS NULL OR (basis = 'consent') = (consent_id IS NOT NULL)",
            name=op.f("ck_referral_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_referral_consent_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["referral.id"], name=op.f("fk_referral_parent_id")),
        sa.ForeignKeyConstraint(["first_id"], ["referral.id"], name=op.f("fk_referral_first_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["person.id"], name=op.f("fk_referral_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("number", name=op.f("uq_referral_number")),
    )
    op.create_index(op.f("ix_referral_case_id"), "referral", ["case_id"], unique=False)
    op.create_index(
        "ix_referral_desk",
        "referral",
        ["to_unit_id", "answer_by", "id"],
        unique=False,
        postgresql_where=sa.text("answer_by IS NOT NULL"),
    )
    op.create_index(
        "ix_referral_first",
        "referral",
        ["first_id"],
        unique=False,
        postgresql_where=sa.text("first_id IS NOT NULL"),
    )
    op.create_index("ix_referral_from", "referral", ["from_unit_id", "status_since"], unique=False)
    op.create_index(
        "ix_referral_parent",
        "referral",
        ["parent_id"],
        unique=False,
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index("ix_referral_to", "referral", ["to_unit_id", "status_since"], unique=False)
    op.create_index(
        "ix_referral_waiting",
        "referral",
        ["from_unit_id", "status_since"],
        unique=False,
        postgresql_where=sa.text("status IN ('sent', 'needs_info', 'waitlisted')"),
    )
    op.create_table(
        "limit_row",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("placement", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column(
            "clock",
            sa.Enum(
                "H",
                "WD",
                "M",
                name="clock",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "L",
                "G",
                "S",
                name="mark",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind",
            "risk",
            "receiver",
            "urgency",
            "placement",
            "district",
            "since",
            name=op.f("pk_limit_row"),
        ),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                *KINDS,
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owner_unit_id", sa.Uuid(), nullable=False),
        sa.Column("owner_person_id", sa.Uuid(), nullable=True),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("target_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_because", sa.Text(), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_follow_up_case_id")),
        sa.ForeignKeyConstraint(
            ["owner_person_id"], ["person.id"], name=op.f("fk_follow_up_owner_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_unit_id"], ["unit.id"], name=op.f("fk_follow_up_owner_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_follow_up_referral_id")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_follow_up_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_case", "follow_up", ["case_id", "due_at"], unique=False)
    op.create_index(
        "ix_follow_up_person",
        "follow_up",
        ["owner_person_id", "due_at", "id"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("ix_follow_up_referral", "follow_up", ["referral_id"], unique=False)
    op.create_index(
        "ix_follow_up_unit",
        "follow_up",
        ["owner_unit_id", "due_at", "id"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "referral_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("by_unit_id", sa.Uuid(), nullable=False),
        sa.Column("proxy", sa.Boolean(), nullable=False),
        sa.Column("letter_number", sa.Text(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_referral_event_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_unit_id"], ["unit.id"], name=op.f("fk_referral_event_by_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_referral_event_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_event_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
    )
    op.create_index("ix_referral_event_case", "referral_event", ["case_id", "at"], unique=False)
    op.create_index(
        "ix_referral_event_referral", "referral_event", ["referral_id", "id"], unique=False
    )
    op.create_table(
        "referral_preview",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("staff_safety", sa.Boolean(), nullable=False),
        sa.Column("contact_person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_referral_preview_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_person_id"], ["person.id"], name=op.f("fk_referral_preview_contact_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_preview_referral_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referral_preview")),
    )
    op.create_table(
        "referral_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "summary",
                "reason",
                "draft",
                "handed_back",
                "trusted",
                "question",
                "reply",
                "decline",
                "service",
                "outcome",
                "confirm",
                "recall",
                "withdrawal",
                "mistake",
                "plan",
                "waitlist",
                "forward",
                "fail",
                "reopen",
                "void",
                "keep",
                "sign_off",
                "progress",
                "hold",
                "hurry",
                "note",
                "proxy",
                name="textkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("only_unit_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_referral_text_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_referral_text_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_text_referral_id")
        ),
        sa.ForeignKeyConstraint(
            ["only_unit_id"], ["unit.id"], name=op.f("fk_referral_text_only_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_text")),
    )
    op.create_index(
        op.f("ix_referral_text_referral_id"), "referral_text", ["referral_id"], unique=False
    )
    op.create_table(
        "ladder",
        sa.Column("follow_up_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                *KINDS,
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rungs", postgresql.ARRAY(sa.DateTime(timezone=True)), nullable=False),
        sa.Column("audiences", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_up.id"], name=op.f("fk_ladder_follow_up_id")
        ),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_ladder")),
        postgresql_with={"fillfactor": "85"},
    )
    op.create_index("ix_ladder_next", "ladder", ["next_at", "follow_up_id"], unique=False)
    op.execute("ALTER TABLE keys.data_key OWNER TO app_keys")
    op.execute("ALTER TABLE keys.erased_key OWNER TO app_keys")


def downgrade() -> None:
    raise NotImplementedError("the first road has no way back")
