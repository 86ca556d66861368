"""The register of samenwerkingsverbanden in the database: written whole or not at all, read by code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.schema import Table

from guide.register import Area, Closing, Opening, Profile, School, Steunpunt, Swv, Value
from store import tables


@dataclass(frozen=True)
class Changes:
    """What an import did: keys that are new, that changed, and that are no longer named."""

    added: Sequence[str] = ()
    changed: Sequence[str] = ()
    gone: Sequence[str] = ()


def edition(engine: Engine) -> int:
    """Return the number of the register's present edition, 0 when nothing was imported yet."""
    with engine.connect() as db:
        return int(db.execute(select(tables.register_edition.c.version)).scalar() or 0)


def import_all(
    engine: Engine,
    now: datetime,
    swvs: Iterable[Swv] = (),
    areas: Iterable[Area] = (),
    profiles: Mapping[str, Mapping[str, Value]] | None = None,
    steunpunten: Mapping[str, tuple[Steunpunt, Sequence[str]]] | None = None,
) -> dict[str, Changes]:
    """Put all of it into the database in one transaction, and say what changed.

    A swv that is no longer named keeps its record, with an end date; its values stay for whoever
    keeps the register. `steunpunten` maps ids to the steunpunt and the codes it serves.
    """
    swvs, areas = list(swvs), list(areas)
    with engine.begin() as db:
        done = {}
        if swvs:
            done["swv"] = _put_swvs(db, swvs, now)
        if areas:
            done["postcodes"] = _put(db, tables.area, "pc4", {a.pc4: dict(vars(a)) for a in areas})
        if profiles is not None or steunpunten is not None:
            done["profiles"] = _put_values(db, profiles or {}, steunpunten or {})
        if any(c.added or c.changed or c.gone for c in done.values()):
            _new_edition(db, now)
    return done


def add(engine: Engine, now: datetime, swv: Swv, point: Steunpunt) -> None:
    """Add one swv with its steunpunt, or put them in place of what was there; the others stay."""
    with engine.begin() as db:
        _put(db, tables.swv, "code", {swv.code: _swv_row(swv)})
        _put_values(db, {}, {point.id: (point, [swv.code])})
        _new_edition(db, now)


def import_schools(
    engine: Engine, now: datetime, schools: Iterable[School], belongs: Mapping[str, Sequence[str]]
) -> dict[str, Changes]:
    """Put DUO's school locations into the database, and the swv's that `belongs` names per school."""
    rows = {s.branch: {k: v for k, v in vars(s).items() if k != "swv_codes"} for s in schools}
    with engine.begin() as db:
        done = {}
        if rows:
            done["schools"] = _put(db, tables.school, "branch", rows)
        if belongs:
            db.execute(delete(tables.school_swv).where(tables.school_swv.c.school.in_(belongs)))
            pairs = [
                {"school": s, "swv_code": c} for s, codes in belongs.items() for c in dict.fromkeys(codes)
            ]
            db.execute(insert(tables.school_swv), pairs)
            done["schools per swv"] = Changes(added=sorted(belongs))
        _new_edition(db, now)
    return done


def put_value(engine: Engine, owner: str, value: Value, now: datetime) -> None:
    """Store one value of a swv or steunpunt in place of the earlier one."""
    with engine.begin() as db:
        _put_value(db, owner, value)
        _new_edition(db, now)


def is_known(engine: Engine, owner: str) -> bool:
    """Tell whether there is a swv with this code or a steunpunt with this id."""
    with engine.connect() as db:
        swv = db.execute(select(tables.swv.c.code).where(tables.swv.c.code == owner)).first()
        point = db.execute(select(tables.steunpunt.c.id).where(tables.steunpunt.c.id == owner)).first()
    return swv is not None or point is not None


def swvs(engine: Engine) -> list[Swv]:
    """Return all swv's, also those that are no longer active."""
    with engine.connect() as db:
        return [_swv(row) for row in db.execute(select(tables.swv).order_by(tables.swv.c.code))]


def areas(engine: Engine) -> list[Area]:
    """Return all postcodes with their swv's."""
    with engine.connect() as db:
        return [Area(*row) for row in db.execute(select(tables.area))]


def schools(engine: Engine) -> list[School]:
    """Return all school locations with their swv's, as far as a file named them."""
    with engine.connect() as db:
        belongs: dict[str, list[str]] = {}
        for row in db.execute(select(tables.school_swv)):
            belongs.setdefault(row.school, []).append(row.swv_code)
        found = db.execute(select(tables.school)).all()
    return [
        School(
            row.branch,
            row.name,
            row.kind,
            row.postcode,
            row.place,
            row.municipality,
            belongs.get(row.branch) or belongs.get(row.branch[:4]) or (),
        )
        for row in found
    ]


def profile(engine: Engine, code: str) -> Profile | None:
    """Return what is known of a swv, None for an unknown code."""
    with engine.connect() as db:
        row = db.execute(select(tables.swv).where(tables.swv.c.code == code)).first()
        if row is None:
            return None
        point = db.execute(
            select(tables.steunpunt)
            .join(tables.steunpunt_swv, tables.steunpunt_swv.c.steunpunt_id == tables.steunpunt.c.id)
            .where(tables.steunpunt_swv.c.swv_code == code)
        ).first()
        return Profile(_swv(row), _values(db, code), _steunpunt(db, point) if point else None)


def steunpunt(engine: Engine, steunpunt_id: str) -> Steunpunt | None:
    """Return a steunpunt by its id."""
    with engine.connect() as db:
        row = db.execute(select(tables.steunpunt).where(tables.steunpunt.c.id == steunpunt_id)).first()
        return _steunpunt(db, row) if row else None


def steunpunten(engine: Engine) -> dict[str, tuple[str, list[str]]]:
    """Return the name of every steunpunt and the swv's that it serves, by id."""
    with engine.connect() as db:
        serves: dict[str, list[str]] = {}
        for row in db.execute(select(tables.steunpunt_swv).order_by(tables.steunpunt_swv.c.swv_code)):
            serves.setdefault(row.steunpunt_id, []).append(row.swv_code)
        rows = db.execute(select(tables.steunpunt).order_by(tables.steunpunt.c.name)).all()
    return {row.id: (row.name, serves.get(row.id, [])) for row in rows}


def steunpunten_of(engine: Engine, owner: str) -> list[str]:
    """Return the steunpunt with this id, or the one that serves the swv with this code; else nothing."""
    table = tables.steunpunt_swv
    with engine.connect() as db:
        own = select(tables.steunpunt.c.id).where(tables.steunpunt.c.id == owner)
        serving = select(table.c.steunpunt_id).where(table.c.swv_code == owner)
        return [*db.execute(own).scalars(), *db.execute(serving).scalars()]


def set_hours(
    engine: Engine, steunpunt_id: str, hours: Sequence[Opening], value: Value, now: datetime
) -> None:
    """Store the opening hours of a steunpunt, and `value`, which says the same in words."""
    with engine.begin() as db:
        db.execute(delete(tables.opening).where(tables.opening.c.steunpunt_id == steunpunt_id))
        if hours:
            db.execute(insert(tables.opening), [{"steunpunt_id": steunpunt_id, **vars(one)} for one in hours])
        _put_value(db, steunpunt_id, value)
        _new_edition(db, now)


def add_closing(engine: Engine, steunpunt_id: str, closing: Closing, now: datetime) -> None:
    """Store a period in which a steunpunt is closed, in place of one that begins on the same day."""
    with engine.begin() as db:
        _drop_closing(db, steunpunt_id, closing.first)
        db.execute(insert(tables.closing).values(steunpunt_id=steunpunt_id, **vars(closing)))
        _new_edition(db, now)


def drop_closing(engine: Engine, steunpunt_id: str, first: date, now: datetime) -> None:
    """Delete the period that begins on a day."""
    with engine.begin() as db:
        _drop_closing(db, steunpunt_id, first)
        _new_edition(db, now)


def set_holiday_region(engine: Engine, steunpunt_id: str, region: str, now: datetime) -> None:
    """Say in the school holidays of which region a steunpunt is closed, empty for none."""
    with engine.begin() as db:
        db.execute(
            update(tables.steunpunt)
            .where(tables.steunpunt.c.id == steunpunt_id)
            .values(holiday_region=region)
        )
        _new_edition(db, now)


def values_of(engine: Engine, owner: str) -> dict[str, Value]:
    """Return the values of a swv or a steunpunt, by field."""
    with engine.connect() as db:
        return _values(db, owner)


def change_value(
    engine: Engine, owner: str, before: Value | None, after: Value, staff_id: str, now: datetime
) -> bool:
    """Store a value in place of `before`, with the history of it.

    False when it is another one by now: somebody else was first, and nothing is changed.
    """
    change = {
        "owner": owner,
        "field": after.field,
        "at": now,
        "staff_id": staff_id,
        "before": _as_json(before) if before else None,
        "after": _as_json(after),
    }
    try:
        with engine.begin() as db:
            # A change of the edition holds others up until this is done.
            _new_edition(db, now)
            _hold_to(before, _values(db, owner).get(after.field))
            _put_value(db, owner, after)
            db.execute(insert(tables.value_change).values(**change))
    except _ChangedMeanwhileError:
        return False
    return True


class _ChangedMeanwhileError(Exception):
    """Takes the transaction back."""


def _hold_to(before: Value | None, now: Value | None) -> None:
    if now != before:
        raise _ChangedMeanwhileError


@dataclass(frozen=True)
class ValueChange:
    """A change that somebody of the staff made; `before` is None for the first."""

    field: str
    at: datetime
    staff_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


def history(engine: Engine, owner: str) -> list[ValueChange]:
    """Return the changes of a profile, latest first."""
    table = tables.value_change
    with engine.connect() as db:
        rows = db.execute(select(table).where(table.c.owner == owner).order_by(table.c.id.desc())).all()
    return [ValueChange(row.field, row.at, row.staff_id, row.before, row.after) for row in rows]


def _put_value(db: Connection, owner: str, value: Value) -> None:
    table = tables.profile_value
    db.execute(delete(table).where(table.c.owner == owner, table.c.field == value.field))
    db.execute(insert(table).values(owner=owner, **_value_row(value)))


def _drop_closing(db: Connection, steunpunt_id: str, first: date) -> None:
    table = tables.closing
    db.execute(delete(table).where(table.c.steunpunt_id == steunpunt_id, table.c.first == first))


def _as_json(value: Value) -> dict[str, Any]:
    row = _value_row(value)
    return {key: part.isoformat() if isinstance(part, date) else part for key, part in row.items()}


def _put(db: Connection, table: Table, key: str, rows: Mapping[str, dict[str, Any]]) -> Changes:
    there = {row[key]: dict(row) for row in db.execute(select(table)).mappings()}
    added = [k for k in rows if k not in there]
    changed = [k for k in rows if k in there and {**there[k], **rows[k]} != there[k]]
    if added:
        db.execute(insert(table), [rows[k] for k in added])
    for k in changed:
        db.execute(update(table).where(table.c[key] == k).values(**rows[k]))
    return Changes(added, changed, [k for k in there if k not in rows])


def _put_swvs(db: Connection, swvs: Sequence[Swv], now: datetime) -> Changes:
    """Store swv's; of the sectors that are named, a code that is not named any more gets an end date."""
    changes = _put(db, tables.swv, "code", {swv.code: _swv_row(swv) for swv in swvs})
    sectors = {swv.code[:2] for swv in swvs}
    gone = [code for code in changes.gone if code[:2] in sectors]
    _end(db, gone, now)
    return Changes(changes.added, changes.changed, gone)


def _end(db: Connection, codes: Sequence[str], now: datetime) -> None:
    if codes:
        db.execute(
            update(tables.swv)
            .where(tables.swv.c.code.in_(codes), tables.swv.c.active_until.is_(None))
            .values(active_until=now.date())
        )


def _put_values(
    db: Connection,
    profiles: Mapping[str, Mapping[str, Value]],
    steunpunten: Mapping[str, tuple[Steunpunt, Sequence[str]]],
) -> Changes:
    owners = {**profiles, **{i: point.values for i, (point, _) in steunpunten.items()}}
    mine = select(tables.profile_value).where(tables.profile_value.c.owner.in_(owners))
    before = {(row["owner"], row["field"]): dict(row) for row in db.execute(mine).mappings()}
    rows = {
        (owner, value.field): {"owner": owner, **_value_row(value)}
        for owner, values in owners.items()
        for value in values.values()
    }
    db.execute(delete(tables.profile_value).where(tables.profile_value.c.owner.in_(owners)))
    if rows:
        db.execute(insert(tables.profile_value), list(rows.values()))
    for point, codes in steunpunten.values():
        _put_steunpunt(db, point, codes)
    name = "{0[0]}.{0[1]}".format
    return Changes(
        [name(k) for k in rows if k not in before],
        [name(k) for k in rows if k in before and rows[k] != before[k]],
        [name(k) for k in before if k not in rows],
    )


def _put_steunpunt(db: Connection, point: Steunpunt, codes: Sequence[str]) -> None:
    db.execute(delete(tables.steunpunt).where(tables.steunpunt.c.id == point.id))
    for table in (tables.opening, tables.closing, tables.steunpunt_swv):
        db.execute(delete(table).where(table.c.steunpunt_id == point.id))
    db.execute(
        insert(tables.steunpunt).values(id=point.id, name=point.name, holiday_region=point.holiday_region)
    )
    for table, parts in ((tables.opening, point.hours), (tables.closing, point.closings)):
        if parts:
            db.execute(insert(table), [{"steunpunt_id": point.id, **vars(part)} for part in parts])
    db.execute(delete(tables.steunpunt_swv).where(tables.steunpunt_swv.c.swv_code.in_(codes)))
    db.execute(insert(tables.steunpunt_swv), [{"steunpunt_id": point.id, "swv_code": c} for c in codes])


def _new_edition(db: Connection, now: datetime) -> None:
    table = tables.register_edition
    changed = db.execute(update(table).values(version=table.c.version + 1, changed_at=now))
    if changed.rowcount == 0:
        db.execute(insert(table).values(id=1, version=1, changed_at=now))


def _values(db: Connection, owner: str) -> dict[str, Value]:
    rows = db.execute(select(tables.profile_value).where(tables.profile_value.c.owner == owner))
    return {
        row.field: Value(
            row.field,
            row.texts,
            row.status,
            row.source_url,
            row.last_checked,
            row.source_date,
            row.valid_until,
        )
        for row in rows
    }


def _steunpunt(db: Connection, row: Row) -> Steunpunt:
    def parts(table: Table) -> list[Row]:
        return list(db.execute(select(table).where(table.c.steunpunt_id == row.id)))

    return Steunpunt(
        row.id,
        row.name,
        _values(db, row.id),
        [Opening(part.weekday, part.opens, part.closes) for part in parts(tables.opening)],
        [Closing(part.first, part.last, part.reason) for part in parts(tables.closing)],
        row.holiday_region,
    )


def _swv(row: Row) -> Swv:
    return Swv(
        row.code,
        row.name,
        row.sector,
        row.municipalities,
        row.website,
        row.source,
        row.source_date,
        row.name_is_confirmed,
        row.active_until,
        row.successor or "",
    )


def _swv_row(swv: Swv) -> dict[str, Any]:
    return {**vars(swv), "municipalities": list(swv.municipalities), "successor": swv.successor or None}


def _value_row(value: Value) -> dict[str, Any]:
    return {**vars(value), "texts": dict(value.texts)}
