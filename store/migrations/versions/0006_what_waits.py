"""An index of the messages that wait, and of no others: all that one conversation owes lies side by side."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Leave the answered ones out of it, which are nearly all."""
    op.drop_index("ix_message_pending", "message")
    op.create_index(
        "ix_message_pending",
        "message",
        ["conversation_id", "seq"],
        sqlite_where=sa.text("pending = 1"),
        postgresql_where=sa.text("pending"),
    )


def downgrade() -> None:
    """Index all of them again."""
    op.drop_index("ix_message_pending", "message")
    op.create_index("ix_message_pending", "message", ["pending"])
