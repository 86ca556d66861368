"""Conversations, messages, feedback and trackers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("page", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("active_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
    )
    op.create_table(
        "message",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("sender", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("client_id", sa.String(64)),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("buttons", sa.JSON, nullable=False),
        sa.Column("custom", sa.JSON, nullable=False),
        sa.Column("reply_to", sa.Integer),
        sa.Column("pending", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_message"),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_message_conversation_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_message_conversation_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_message_pending", "message", ["pending"])
    op.create_table(
        "feedback",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_feedback"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_feedback_conversation_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "tracker",
        sa.Column("sender_id", sa.String(64), nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("sender_id", name="pk_tracker"),
    )


def downgrade() -> None:
    """Drop the four tables."""
    for table in ("tracker", "feedback", "message", "conversation"):
        op.drop_table(table)
