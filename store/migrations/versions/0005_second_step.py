"""A second step for staff who sign in: a code of an app on her telephone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the secret that her app shares, and the last code that was used."""
    op.add_column("staff", sa.Column("code_secret", sa.Text(), nullable=True))
    op.add_column("staff", sa.Column("code_used", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("staff") as table:
        table.drop_column("code_used")
        table.drop_column("code_secret")
