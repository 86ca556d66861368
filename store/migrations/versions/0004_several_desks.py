"""Several desks at once: which of them answers a conversation, and until when that is believed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns, and an index for what a desk looks at every second."""
    op.add_column("conversation", sa.Column("answering_by", sa.String(length=80), nullable=True))
    op.add_column("conversation", sa.Column("answering_until", sa.DateTime(), nullable=True))
    op.create_index("ix_conversation_active_at", "conversation", ["active_at"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_conversation_active_at", "conversation")
    with op.batch_alter_table("conversation") as table:
        table.drop_column("answering_until")
        table.drop_column("answering_by")
