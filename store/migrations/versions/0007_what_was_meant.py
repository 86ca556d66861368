"""What a parent chose herself, beside a question of hers that was not understood."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("misunderstood", sa.Column("meant", sa.String(40)))


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("misunderstood", "meant")
