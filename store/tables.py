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
    text,
)

from store.sealing import Sealed, SealedJSON

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
    Column("last_seq", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("active_at", DateTime, nullable=False),
    # The desk that answers it at this moment, and until when that is believed without a sign of life.
    Column("answering_by", String(80)),
    Column("answering_until", DateTime),
)
Index("ix_conversation_active_at", conversation.c.active_at)

message = Table(
    "message",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("sender", String(8), nullable=False),
    # text: what a person or the bot says; value: a button was pressed; start: the opening of the
    # conversation, which nobody sees.
    Column("kind", String(8), nullable=False),
    Column("text", Sealed, nullable=False),
    Column("value", Text),
    Column("client_id", String(64)),
    Column("lang", String(8), nullable=False),
    Column("at", DateTime, nullable=False),
    # A title may repeat what she typed: "Nee, anna@gmial.com klopt".
    Column("buttons", SealedJSON, nullable=False),
    Column("custom", SealedJSON, nullable=False),
    # On a message of the bot: the seq that it answers.
    Column("reply_to", Integer),
    # On a message of the parent: whether it still waits for an answer.
    Column("pending", Boolean, nullable=False),
    UniqueConstraint("conversation_id", "client_id"),
    ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
)
# Of those that wait only: a conversation's are found at once, and an answered one costs nothing.
Index(
    "ix_message_pending",
    message.c.conversation_id,
    message.c.seq,
    sqlite_where=text("pending = 1"),
    postgresql_where=text("pending"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Sealed),
    Column("at", DateTime, nullable=False),
    ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
)

# --- people: who takes over, and what was promised ------------------------------------------------

# A conversation that a person is asked for; store/handovers.py has the states and their order.
handover = Table(
    "handover",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", String(32), nullable=False),
    # What the parent can keep: "WW-7K3P-9QXH".
    Column("reference", String(12), nullable=False, unique=True),
    # Without foreign keys to the register: an import writes its rows anew.
    Column("steunpunt_id", String(40), nullable=False),
    Column("swv_code", String(6), nullable=False),
    Column("state", String(16), nullable=False),
    # What the parent is being asked, empty when nothing.
    Column("step", String(16), nullable=False),
    # What the bot knew of the case: sector, event, days, how the swv was found.
    Column("case", SealedJSON, nullable=False),
    Column("question", Sealed, nullable=False),
    # Whether what was said before may be read. Null until the parent has answered.
    Column("shares", Boolean),
    # What was said after this number is said to the person.
    Column("from_seq", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("nearest_term", Date),
    Column("started_at", DateTime, nullable=False),
    Column("waiting_since", DateTime),
    Column("claimed_at", DateTime),
    Column("ended_at", DateTime),
    # Who talks with the parent, and who looks after a message that was left.
    Column("owner", String(32)),
    Column("assignee", String(32)),
    Column("contact_kind", String(8)),
    Column("contact", Sealed),
    Column("moments", Sealed),
    Column("may_leave_message", Boolean),
    Column("due_on", Date),
    # When she was asked whether she would rather leave a message, when colleagues were reminded, when
    # the coordinator was told that nobody acts.
    Column("asked_to_leave_at", DateTime),
    Column("reminded_at", DateTime),
    Column("escalated_at", DateTime),
    Column("theme", String(40)),
    Column("outcome", String(40)),
    Column("helped", Boolean),
    ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
)
# The bot keeps silent in the first, and speaks again once a message has been left.
BUSY_STATES = ("offered", "waiting", "with_person")
OPEN_STATES = (*BUSY_STATES, "left_message")
_OPEN = text("state in ('offered', 'waiting', 'with_person', 'left_message')")
# At most one that is open, whoever asks at the same time.
Index(
    "uq_handover_open",
    handover.c.conversation_id,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("ix_handover_steunpunt", handover.c.steunpunt_id, handover.c.state)

# What staff wrote for each other, and what they did: note, tried, assigned, passed, handed back.
handover_note = Table(
    "handover_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handover_id", String(32), nullable=False),
    # Whose note it is: another steunpunt, to which a conversation is passed on, does not see it.
    Column("steunpunt_id", String(40), nullable=False),
    Column("staff_id", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Sealed, nullable=False),
    Column("at", DateTime, nullable=False),
    ForeignKeyConstraint(["handover_id"], ["handover.id"], ondelete="CASCADE"),
)
Index("ix_handover_note_handover_id", handover_note.c.handover_id)

# What remains of a contact for the reports: no word of it, and no way back to the conversation.
contact_line = Table(
    "contact_line",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("steunpunt_id", String(40), nullable=False),
    Column("swv_code", String(6), nullable=False),
    # The Monday of the week in which it ended.
    Column("week", Date, nullable=False),
    Column("language", String(8), nullable=False),
    # live or message
    Column("kind", String(8), nullable=False),
    Column("theme", String(40), nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("waited_seconds", Integer, nullable=False),
    Column("handled_seconds", Integer, nullable=False),
    Column("helped", Boolean),
)
Index("ix_contact_line_steunpunt", contact_line.c.steunpunt_id, contact_line.c.week)

steunpunt_setting = Table(
    "steunpunt_setting",
    metadata,
    Column("steunpunt_id", String(40), primary_key=True),
    # After how many minutes a parent in the queue is asked whether she would rather leave a message.
    Column("claim_minutes", Integer, nullable=False),
    # Within how many working days a message is answered; null: what the register says.
    Column("reply_working_days", Integer),
    Column("daily_overview", Boolean, nullable=False),
    # The last day on which the overview was sent.
    Column("overview_sent_on", Date),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    # In small letters.
    Column("email", String(254), nullable=False, unique=True),
    Column("password_hash", Text),
    Column("language", String(8), nullable=False),
    Column("wants_mail", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("is_available", Boolean, nullable=False),
    # The last sign of life of her console.
    Column("seen_at", DateTime),
    Column("created_at", DateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", DateTime),
    # What the app on her telephone shares with us, null without a second step; and the half minute since
    # 1970 whose code was used last, for each is taken once.
    Column("code_secret", Sealed),
    Column("code_used", Integer),
)

staff_role = Table(
    "staff_role",
    metadata,
    Column("staff_id", String(32), primary_key=True),
    # Empty for an administrator, whose role is of the whole installation.
    Column("steunpunt_id", String(40), primary_key=True),
    Column("role", String(16), primary_key=True),
    ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
)

# A signed-in browser, or an invitation to choose a password. Only the hash of its token is kept.
staff_token = Table(
    "staff_token",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(32), nullable=False),
    # session or invitation
    Column("kind", String(12), nullable=False),
    Column("expires_at", DateTime, nullable=False),
    ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
)

# Every look at a conversation and every change that staff make.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("staff_id", String(32), nullable=False),
    Column("steunpunt_id", String(40), nullable=False),
    Column("action", String(24), nullable=False),
    # The reference of a hand-over, the field of a profile, the name of a colleague.
    Column("subject", Text, nullable=False),
)
Index("ix_audit_steunpunt", audit.c.steunpunt_id, audit.c.at)

# Mail that is to go out: stored with what it tells of, sent until it is taken.
outgoing_mail = Table(
    "outgoing_mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("to", String(254), nullable=False),
    Column("language", String(8), nullable=False),
    # The name of its template, and what fills it.
    Column("kind", String(24), nullable=False),
    Column("data", JSON, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("next_try_at", DateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent_at", DateTime),
)
Index("ix_outgoing_mail_next", outgoing_mail.c.sent_at, outgoing_mail.c.next_try_at)

# Standard replies that a steunpunt wrote itself, in Dutch and the languages that it has them in.
own_reply = Table(
    "own_reply",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("steunpunt_id", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("texts", JSON, nullable=False),
)

# What the bot did not understand, masked, until somebody says what it was.
misunderstood = Table(
    "misunderstood",
    metadata,
    Column("id", Integer, primary_key=True),
    # Until the conversation is erased: what a parent erases goes with it.
    Column("conversation_id", String(32)),
    Column("text", Text, nullable=False),
    Column("language", String(8), nullable=False),
    # fallback: no answer; not_meant: the parent said that the answer was not what she meant.
    Column("kind", String(12), nullable=False),
    Column("understood_as", String(40), nullable=False),
    Column("at", DateTime, nullable=False),
    # The topic that the parent chose herself when she was asked, or said that she was misunderstood.
    Column("meant", String(40)),
    # A topic, or "outside"; null until it is decided.
    Column("topic", String(40)),
    Column("decided_by", String(32)),
    Column("exported_at", DateTime),
)
Index("ix_misunderstood_conversation_id", misunderstood.c.conversation_id)

# The bot's memory of a conversation: one row, so that erasing is one DELETE and reading is constant.
tracker = Table(
    "tracker",
    metadata,
    Column("sender_id", String(64), primary_key=True),
    Column("events", Sealed, nullable=False),
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

# The house style of a swv: each part empty when it has none.
theme = Table(
    "theme",
    metadata,
    Column("swv_code", String(6), primary_key=True),
    Column("name", Text, nullable=False),
    Column("primary", String(7), nullable=False),
    Column("logo", LargeBinary, nullable=False),
)

# The websites that may embed the chat; an empty code stands for every swv.
site = Table(
    "site",
    metadata,
    Column("origin", String(200), primary_key=True),
    Column("swv_code", String(6), primary_key=True),
)

# What a value was before each change that staff made.
value_change = Table(
    "value_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(40), nullable=False),
    Column("field", String(40), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("staff_id", String(32), nullable=False),
    Column("before", JSON),
    Column("after", JSON, nullable=False),
)
Index("ix_value_change_owner", value_change.c.owner, value_change.c.field)

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
