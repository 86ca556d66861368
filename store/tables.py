"""The tables, in SQLAlchemy Core. migrations/ holds how a database gets there."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False),
    Column("locale", String(8), nullable=False),
    # What the page that embeds the widget told: swv, school, sector, municipality, postcode.
    Column("page", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("active_at", DateTime, nullable=False),
)

message = Table(
    "message",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("sender", String(8), nullable=False),
    # text: what a person or the bot says; value: a button was pressed; start: the opening of the
    # conversation, which nobody sees.
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("value", Text),
    Column("client_id", String(64)),
    Column("lang", String(8), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("custom", JSON, nullable=False),
    # On a message of the bot: the seq that it answers.
    Column("reply_to", Integer),
    # On a message of the parent: whether it still waits for an answer.
    Column("pending", Boolean, nullable=False),
    UniqueConstraint("conversation_id", "client_id"),
    ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
)
Index("ix_message_pending", message.c.pending)

feedback = Table(
    "feedback",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Text),
    Column("at", DateTime, nullable=False),
    ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
)

# The bot's memory of a conversation: one row, so that erasing is one DELETE and reading is constant.
tracker = Table(
    "tracker",
    metadata,
    Column("sender_id", String(64), primary_key=True),
    Column("events", Text, nullable=False),
    Column("saved_at", DateTime, nullable=False),
)

# --- the register of samenwerkingsverbanden -----------------------------------------------------

# Counts up with every change, so that whoever keeps a copy in memory knows when to read again.
register_edition = Table(
    "register_edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)

swv = Table(
    "swv",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_is_confirmed", Boolean, nullable=False),
    Column("sector", String(2), nullable=False),
    Column("municipalities", JSON, nullable=False),
    Column("website", Text, nullable=False),
    Column("postcode", String(6)),
    Column("place", Text),
    Column("source", Text, nullable=False),
    Column("source_date", String(20), nullable=False),
    # A code that is no longer in use keeps its record.
    Column("active_until", Date),
    Column("successor", String(6)),
)

steunpunt = Table(
    "steunpunt",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    # noord, midden or zuid where it is closed in the school holidays of that region, else empty.
    Column("holiday_region", String(6), nullable=False),
)

steunpunt_swv = Table(
    "steunpunt_swv",
    metadata,
    Column("swv_code", String(6), primary_key=True),
    Column("steunpunt_id", String(40), nullable=False),
    ForeignKeyConstraint(["steunpunt_id"], ["steunpunt.id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["swv_code"], ["swv.code"]),
)

# A value of a swv's procedures or of a steunpunt, with its provenance (guide/register.py).
profile_value = Table(
    "profile_value",
    metadata,
    Column("owner", String(40), primary_key=True),
    Column("field", String(40), primary_key=True),
    Column("texts", JSON, nullable=False),
    Column("status", String(8), nullable=False),
    Column("source_url", Text, nullable=False),
    Column("source_date", String(20), nullable=False),
    Column("last_checked", Date, nullable=False),
    Column("valid_until", Date),
)

opening = Table(
    "opening",
    metadata,
    Column("steunpunt_id", String(40), primary_key=True),
    Column("weekday", Integer, primary_key=True),
    Column("opens", String(5), primary_key=True),
    Column("closes", String(5), nullable=False),
    ForeignKeyConstraint(["steunpunt_id"], ["steunpunt.id"], ondelete="CASCADE"),
)

closing = Table(
    "closing",
    metadata,
    Column("steunpunt_id", String(40), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, nullable=False),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["steunpunt_id"], ["steunpunt.id"], ondelete="CASCADE"),
)

area = Table(
    "area",
    metadata,
    Column("pc4", String(4), primary_key=True),
    Column("municipality", Text, nullable=False),
    Column("po", String(6), nullable=False),
    Column("vo", String(6), nullable=False),
)

school = Table(
    "school",
    metadata,
    Column("branch", String(6), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(4), nullable=False),
    Column("postcode", String(6), nullable=False),
    Column("place", Text, nullable=False),
    Column("municipality", Text, nullable=False),
)

school_swv = Table(
    "school_swv",
    metadata,
    # A BRIN of four characters when the file names no location, else the branch.
    Column("school", String(6), primary_key=True),
    Column("swv_code", String(6), primary_key=True),
)
