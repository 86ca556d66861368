"""The people of the steunpunten: who they are, what they may, whether they are there, and what they did."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from store.tables import audit, staff, staff_role, staff_token

Role = Literal["consultant", "coordinator", "register_keeper", "administrator"]
ROLES: tuple[Role, ...] = ("consultant", "coordinator", "register_keeper", "administrator")
TokenKind = Literal["session", "invitation", "code"]
EVERYWHERE = ""
LOOKED = "looked"
# Who hears of messages and may talk with parents.
SPEAKS = ("consultant", "coordinator")


class EmailTakenError(ValueError):
    """There is somebody with this mail address already."""


@dataclass(frozen=True)
class Staff:
    """Somebody of a steunpunt; `roles` maps a steunpunt (EVERYWHERE for an administrator) to roles."""

    id: str
    name: str
    email: str
    language: str
    wants_mail: bool
    is_active: bool
    is_available: bool
    password_hash: str | None
    seen_at: datetime | None
    failures: int
    locked_until: datetime | None
    code_secret: str | None = field(default=None, repr=False)
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """An entry of the audit trail."""

    at: datetime
    staff_id: str
    steunpunt_id: str
    action: str
    subject: str


def add(engine: Engine, name: str, email: str, language: str, now: datetime) -> str:
    """Add somebody without a password and return the id. Raises EmailTakenError."""
    staff_id = secrets.token_hex(16)
    try:
        with engine.begin() as db:
            db.execute(
                insert(staff).values(
                    id=staff_id,
                    name=name,
                    email=email.lower(),
                    language=language,
                    wants_mail=True,
                    is_active=True,
                    is_available=True,
                    created_at=now,
                    failures=0,
                )
            )
    except IntegrityError:
        raise EmailTakenError(email) from None
    return staff_id


def change(engine: Engine, staff_id: str, **values: Any) -> None:
    """Change fields of somebody (name, language, wants_mail, is_active, password_hash and so on)."""
    with engine.begin() as db:
        db.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def set_roles(engine: Engine, staff_id: str, steunpunt_id: str, roles: Sequence[str]) -> None:
    """Give somebody these roles at a steunpunt, in place of those there."""
    with engine.begin() as db:
        db.execute(
            delete(staff_role).where(
                staff_role.c.staff_id == staff_id, staff_role.c.steunpunt_id == steunpunt_id
            )
        )
        rows = [{"staff_id": staff_id, "steunpunt_id": steunpunt_id, "role": role} for role in roles]
        if rows:
            db.execute(insert(staff_role), rows)


def get(engine: Engine, staff_id: str) -> Staff | None:
    """Return somebody by id."""
    found = _find(engine, staff.c.id == staff_id)
    return found[0] if found else None


def by_email(engine: Engine, email: str) -> Staff | None:
    """Return somebody by mail address, in whatever letters it is written."""
    found = _find(engine, staff.c.email == email.strip().lower())
    return found[0] if found else None


def everyone(engine: Engine) -> list[Staff]:
    """Return all staff, by name."""
    return _find(engine)


def of_steunpunt(engine: Engine, steunpunt_id: str, roles: Sequence[str] = ROLES) -> list[Staff]:
    """Return the active people with one of these roles at a steunpunt, by name."""
    mine = select(staff_role.c.staff_id).where(
        staff_role.c.steunpunt_id == steunpunt_id, staff_role.c.role.in_(roles)
    )
    return _find(engine, staff.c.id.in_(mine), staff.c.is_active)


def served(engine: Engine) -> set[str]:
    """Return the steunpunten at which somebody can answer: an active person who has chosen a password."""
    query = (
        select(staff_role.c.steunpunt_id)
        .join(staff, staff.c.id == staff_role.c.staff_id)
        .where(staff_role.c.role.in_(SPEAKS), staff.c.is_active, staff.c.password_hash.is_not(None))
        .distinct()
    )
    with engine.connect() as db:
        return set(db.execute(query).scalars())


def present(engine: Engine, steunpunt_id: str, since: datetime) -> int:
    """Return how many can take a conversation now: available, with a console that gave a sign since."""
    people = of_steunpunt(engine, steunpunt_id, SPEAKS)
    return sum(p.is_available and p.seen_at is not None and p.seen_at >= since for p in people)


def seen(engine: Engine, staff_id: str, now: datetime) -> None:
    """Note a sign of life of somebody's console."""
    change(engine, staff_id, seen_at=now)


def issue_token(engine: Engine, staff_id: str, kind: TokenKind, expires_at: datetime) -> str:
    """Return a new token for a session or an invitation; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    with engine.begin() as db:
        db.execute(
            insert(staff_token).values(
                token_hash=_hash(token), staff_id=staff_id, kind=kind, expires_at=expires_at
            )
        )
    return token


def whose(engine: Engine, token: str, kind: TokenKind, now: datetime) -> Staff | None:
    """Return the active person whose token this is, None when it is unknown or has expired."""
    query = select(staff_token.c.staff_id).where(
        staff_token.c.token_hash == _hash(token), staff_token.c.kind == kind, staff_token.c.expires_at > now
    )
    with engine.connect() as db:
        staff_id = db.execute(query).scalar()
    found = get(engine, staff_id) if staff_id else None
    return found if found and found.is_active else None


def end_tokens(engine: Engine, staff_id: str, kind: TokenKind | None = None) -> None:
    """End all sessions or invitations of somebody, or both."""
    with engine.begin() as db:
        mine = [staff_token.c.staff_id == staff_id]
        if kind:
            mine.append(staff_token.c.kind == kind)
        db.execute(delete(staff_token).where(*mine))


def end_token(engine: Engine, token: str) -> None:
    """End one session."""
    with engine.begin() as db:
        db.execute(delete(staff_token).where(staff_token.c.token_hash == _hash(token)))


def use_code(engine: Engine, staff_id: str, step: int) -> bool:
    """Note that the code of this half minute was used. False when it, or a later one, was used before."""
    unused = or_(staff.c.code_used.is_(None), staff.c.code_used < step)
    with engine.begin() as db:
        used = db.execute(update(staff).where(staff.c.id == staff_id, unused).values(code_used=step))
    return used.rowcount == 1


def sign_in_failed(engine: Engine, person: Staff, now: datetime) -> None:
    """Count a wrong password; after five the next try has to wait, each time twice as long."""
    failures = person.failures + 1
    wait = timedelta(seconds=30 * 2 ** min(failures - 5, 7)) if failures >= 5 else None
    change(engine, person.id, failures=failures, locked_until=now + wait if wait else None)


def record(
    engine: Engine, staff_id: str, steunpunt_id: str, action: str, subject: str, now: datetime
) -> None:
    """Write in the audit trail who did what."""
    with engine.begin() as db:
        db.execute(
            insert(audit).values(
                at=now, staff_id=staff_id, steunpunt_id=steunpunt_id, action=action, subject=subject
            )
        )


def record_look(
    engine: Engine, staff_id: str, steunpunt_id: str, subject: str, now: datetime, within: timedelta
) -> None:
    """Write that somebody looked at a conversation, unless that stands there already since `within`."""
    seen = select(audit.c.id).where(
        audit.c.staff_id == staff_id,
        audit.c.action == LOOKED,
        audit.c.subject == subject,
        audit.c.at > now - within,
    )
    with engine.connect() as db:
        known = db.execute(seen.limit(1)).first()
    if known is None:
        record(engine, staff_id, steunpunt_id, LOOKED, subject, now)


def deeds(engine: Engine, steunpunten: Sequence[str], most: int = 300) -> list[Deed]:
    """Return the latest entries of the audit trail of these steunpunten."""
    query = select(audit).where(audit.c.steunpunt_id.in_(steunpunten)).order_by(audit.c.id.desc()).limit(most)
    with engine.connect() as db:
        return [Deed(r.at, r.staff_id, r.steunpunt_id, r.action, r.subject) for r in db.execute(query)]


def _find(engine: Engine, *conditions: Any) -> list[Staff]:
    with engine.connect() as db:
        people = db.execute(select(staff).where(*conditions).order_by(staff.c.name)).all()
        roles = _roles(db, [person.id for person in people])
    return [_staff(person, roles.get(person.id, {})) for person in people]


def _roles(db: Connection, ids: Sequence[str]) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in db.execute(select(staff_role).where(staff_role.c.staff_id.in_(ids))):
        mine = found.setdefault(row.staff_id, {})
        mine[row.steunpunt_id] = mine.get(row.steunpunt_id, frozenset()) | {row.role}
    return found


def _staff(row: Row, roles: Mapping[str, frozenset[str]]) -> Staff:
    return Staff(
        row.id,
        row.name,
        row.email,
        row.language,
        row.wants_mail,
        row.is_active,
        row.is_available,
        row.password_hash,
        row.seen_at,
        row.failures,
        row.locked_until,
        row.code_secret,
        roles,
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
