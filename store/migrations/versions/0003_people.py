"""People: hand-overs, staff, mail, reports, and what was not understood."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; the state of a conversation is now that of its hand-over."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_steunpunt", "audit", ["steunpunt_id", "at"], unique=False)
    op.create_table(
        "contact_line",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("swv_code", sa.String(length=6), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("waited_seconds", sa.Integer(), nullable=False),
        sa.Column("handled_seconds", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contact_line"),
    )
    op.create_index("ix_contact_line_steunpunt", "contact_line", ["steunpunt_id", "week"], unique=False)
    op.create_table(
        "misunderstood",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("understood_as", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("exported_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_misunderstood"),
    )
    op.create_index("ix_misunderstood_conversation_id", "misunderstood", ["conversation_id"], unique=False)
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_mail"),
    )
    op.create_index("ix_outgoing_mail_next", "outgoing_mail", ["sent_at", "next_try_at"], unique=False)
    op.create_table(
        "own_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_reply"),
    )
    op.create_table(
        "site",
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("swv_code", sa.String(length=6), nullable=False),
        sa.PrimaryKeyConstraint("origin", "swv_code", name="pk_site"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_available", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
    )
    op.create_table(
        "steunpunt_setting",
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("claim_minutes", sa.Integer(), nullable=False),
        sa.Column("reply_working_days", sa.Integer(), nullable=True),
        sa.Column("daily_overview", sa.Boolean(), nullable=False),
        sa.Column("overview_sent_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("steunpunt_id", name="pk_steunpunt_setting"),
    )
    op.create_table(
        "theme",
        sa.Column("swv_code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("primary", sa.String(length=7), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("swv_code", name="pk_theme"),
    )
    op.create_table(
        "value_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_value_change"),
    )
    op.create_index("ix_value_change_owner", "value_change", ["owner", "field"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("swv_code", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("case", sa.JSON(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("shares", sa.Boolean(), nullable=True),
        sa.Column("from_seq", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("nearest_term", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("owner", sa.String(length=32), nullable=True),
        sa.Column("assignee", sa.String(length=32), nullable=True),
        sa.Column("contact_kind", sa.String(length=8), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("moments", sa.Text(), nullable=True),
        sa.Column("may_leave_message", sa.Boolean(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("asked_to_leave_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(), nullable=True),
        sa.Column("theme", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_handover_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.UniqueConstraint("reference", name="uq_handover_reference"),
    )
    op.create_index("ix_handover_steunpunt", "handover", ["steunpunt_id", "state"], unique=False)
    op.create_index(
        "uq_handover_open",
        "handover",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("state in ('offered', 'waiting', 'with_person', 'left_message')"),
        postgresql_where=sa.text("state in ('offered', 'waiting', 'with_person', 'left_message')"),
    )
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_role_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "steunpunt_id", "role", name="pk_staff_role"),
    )
    op.create_table(
        "staff_token",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_token_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_token"),
    )
    op.create_table(
        "handover_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.String(length=32), nullable=False),
        sa.Column("steunpunt_id", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name="fk_handover_note_handover_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover_note"),
    )
    op.create_index("ix_handover_note_handover_id", "handover_note", ["handover_id"], unique=False)
    op.drop_column("conversation", "state")


def downgrade() -> None:
    """Drop the tables and bring the column back."""
    for table in (
        "handover_note",
        "staff_token",
        "staff_role",
        "handover",
        "value_change",
        "theme",
        "steunpunt_setting",
        "staff",
        "site",
        "own_reply",
        "outgoing_mail",
        "misunderstood",
        "contact_line",
        "audit",
    ):
        op.drop_table(table)
    op.add_column("conversation", sa.Column("state", sa.String(16), nullable=False, server_default="bot"))
