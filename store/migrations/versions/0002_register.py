"""The register of samenwerkingsverbanden, their steunpunten, areas and schools."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the ten tables."""
    op.create_table(
        "register_edition",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register_edition"),
    )
    op.create_table(
        "swv",
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_is_confirmed", sa.Boolean, nullable=False),
        sa.Column("sector", sa.String(2), nullable=False),
        sa.Column("municipalities", sa.JSON, nullable=False),
        sa.Column("website", sa.Text, nullable=False),
        sa.Column("postcode", sa.String(6)),
        sa.Column("place", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_date", sa.String(20), nullable=False),
        sa.Column("active_until", sa.Date),
        sa.Column("successor", sa.String(6)),
        sa.PrimaryKeyConstraint("code", name="pk_swv"),
    )
    op.create_table(
        "steunpunt",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("holiday_region", sa.String(6), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_steunpunt"),
    )
    op.create_table(
        "steunpunt_swv",
        sa.Column("swv_code", sa.String(6), nullable=False),
        sa.Column("steunpunt_id", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("swv_code", name="pk_steunpunt_swv"),
        sa.ForeignKeyConstraint(
            ["steunpunt_id"], ["steunpunt.id"], name="fk_steunpunt_swv_steunpunt_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["swv_code"], ["swv.code"], name="fk_steunpunt_swv_swv_code"),
    )
    op.create_table(
        "profile_value",
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("source_date", sa.String(20), nullable=False),
        sa.Column("last_checked", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date),
        sa.PrimaryKeyConstraint("owner", "field", name="pk_profile_value"),
    )
    for name, columns in (
        ("opening", [("weekday", sa.Integer), ("opens", sa.String(5)), ("closes", sa.String(5))]),
        ("closing", [("first", sa.Date), ("last", sa.Date), ("reason", sa.Text)]),
    ):
        keys = ["steunpunt_id", *[column for column, _ in columns[: 2 if name == "opening" else 1]]]
        op.create_table(
            name,
            sa.Column("steunpunt_id", sa.String(40), nullable=False),
            *(sa.Column(column, kind, nullable=False) for column, kind in columns),
            sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}"),
            sa.ForeignKeyConstraint(
                ["steunpunt_id"], ["steunpunt.id"], name=f"fk_{name}_steunpunt_id", ondelete="CASCADE"
            ),
        )
    op.create_table(
        "area",
        sa.Column("pc4", sa.String(4), nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("po", sa.String(6), nullable=False),
        sa.Column("vo", sa.String(6), nullable=False),
        sa.PrimaryKeyConstraint("pc4", name="pk_area"),
    )
    op.create_table(
        "school",
        sa.Column("branch", sa.String(6), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("postcode", sa.String(6), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("branch", name="pk_school"),
    )
    op.create_table(
        "school_swv",
        sa.Column("school", sa.String(6), nullable=False),
        sa.Column("swv_code", sa.String(6), nullable=False),
        sa.PrimaryKeyConstraint("school", "swv_code", name="pk_school_swv"),
    )


def downgrade() -> None:
    """Drop the ten tables."""
    for table in ("school_swv", "school", "area", "closing", "opening", "profile_value"):
        op.drop_table(table)
    for table in ("steunpunt_swv", "steunpunt", "swv", "register_edition"):
        op.drop_table(table)
