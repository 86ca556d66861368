"""How a date was counted, in words: from which day, how long, whether it moved, how sure it is."""

from datetime import date, timedelta

from babel.units import format_unit

from guide.language import N_, cldr, date_in_words, translate
from guide.terms import Deadline

FORWARDS = N_("**{wat}**: {van} is de dag van het begin, de dag erna is dag 1, en {duur} later is {ruw}.")
BACKWARDS = N_("**{wat}**: van {van} tellen we {duur} terug; dat is {ruw}.")
THE_DAY_AFTER = N_("**{wat}**: {van} is de dag van het begin; de dag nadat {duur} voorbij zijn is {ruw}.")
FIRST_DAY_COUNTS = N_("**{wat}**: {van} telt zelf als dag 1, en {duur} duren tot en met {ruw}.")
ON_A_DAY = N_("**{wat}**: de eerste die op {van} volgt is {ruw}.")
MOVED = N_("Dat is geen werkdag, dus het schuift op naar {datum} (Algemene termijnenwet).")
SAFE = N_("Houd {veilig} aan, de laatste werkdag daarvoor.")
PERHAPS = N_("Of de dag opschuift naar {later} is niet zeker; reken daar niet op.")
UNCERTAIN = N_("Deze datum is niet helemaal zeker.")
DEPENDS = N_("Bij een bijzondere school is niet bevestigd dat de dag opschuift.")
LONGER = N_("Dit geldt alleen als de school om meer tijd heeft gevraagd.")
_UNITS = {"days": "duration-day", "weeks": "duration-week", "months": "duration-month"}


def explained(deadline: Deadline, locale: str) -> str:
    """Return how `deadline` was counted, some sentences of Markdown in the language `locale`."""

    def say(text: str, **values: str) -> str:
        return translate(text, locale).format(**values)

    def words(day: date) -> str:
        return date_in_words(day, locale)

    parts = [
        say(
            _way_of_counting(deadline),
            wat=translate(deadline.what, locale),
            van=words(deadline.counted_from),
            duur=duration(deadline.amount, deadline.unit, locale),
            ruw=words(deadline.raw_date),
        )
    ]
    if deadline.moved:
        parts.append(say(MOVED, datum=words(deadline.date)))
    if deadline.safe_date and deadline.safe_date != deadline.raw_date:
        parts.append(say(SAFE, veilig=words(deadline.safe_date)))
    if deadline.later_date:
        parts.append(say(PERHAPS, later=words(deadline.later_date)))
    if deadline.extended:
        parts.append(say(LONGER))
    if deadline.certainty != "certain":
        parts.append(say(DEPENDS if deadline.certainty == "depends" and deadline.moved else UNCERTAIN))
    return " ".join(parts)


def basis_in_words(deadline: Deadline, locale: str) -> str:
    """Return where a term is written; what is no article of a law, in the language `locale`."""
    return "; ".join(translate(part, locale) for part in deadline.basis.split("; "))


def _way_of_counting(deadline: Deadline) -> str:
    if not deadline.amount:
        return ON_A_DAY
    if deadline.raw_date < deadline.counted_from:
        return BACKWARDS
    if deadline.unit == "months":
        return FORWARDS
    whole = timedelta(days=deadline.amount * (7 if deadline.unit == "weeks" else 1))
    off = deadline.raw_date - (deadline.counted_from + whole)
    return {1: THE_DAY_AFTER, -1: FIRST_DAY_COUNTS}.get(off.days, FORWARDS)


def duration(amount: int, unit: str, locale: str) -> str:
    """Return a number of days, weeks or months in words."""
    return str(format_unit(amount, _UNITS[unit], length="long", locale=cldr(locale)))
