"""A patient handed over by the practice system: from one program to another, and who it is here.

The verb `open --pms` packs one for the window that is running; the window takes it out again and
asks who is meant. Nothing is stored here.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.domain.finding.listing import PatientQuery, PatientRow, search_key
from app.domain.ids import NewId, new_id
from app.domain.incoming import Arrival
from app.domain.practice.people import Address, Patient, PersonName
from app.domain.reading.outside import one_line
from app.services.ports.store import Repositories, Store

MOST_BYTES = 16 * 1024
"""Of a packed arrival; every value at its longest makes half of it."""

FORMAT = 1
_MOST_OF_NAME, _MOST = 120, 200
_TEXTS = tuple(field.name for field in fields(Arrival) if field.name != "birth_date")
_PAGE = 5000

OTHER_NUMBER = "A patient of this name and date of birth is here with another chart number."
OTHER_PERSON = "This chart number belongs here to somebody of another name or date of birth."
SAME_NAME = "A patient of this name is here; the date of birth does not tell whether it is the one."
NOBODY = "No patient here has this chart number, and the practice system gave no name."


@dataclass(frozen=True, slots=True)
class Recognized:
    """Who an arrival is here. `known` is the patient's id when that is sure.

    Else `why` says what speaks for `alike`, the patients it might be; without these it is somebody
    new, and `fresh` the entry that could be kept, or None when there is no whole name.
    """

    known: str = ""
    alike: tuple[PatientRow, ...] = ()
    why: str = ""
    fresh: Patient | None = None


class Arrivals:
    """Looks for arrivals among the patients of one practice."""

    def __init__(self, store: Store, fresh_id: NewId = new_id) -> None:
        self._store = store
        self._fresh_id = fresh_id

    def receive(self, arrival: Arrival) -> Recognized:
        """Who this is: by the chart number first, then by name and date of birth."""
        with self._store.reading() as found:
            numbered = _with_chart_number(found, arrival)
            named = _with_name(found, arrival)
        fresh = self._fresh(arrival)
        sure = [row for row in numbered if _may_be(row, arrival)]
        if len(sure) == 1:
            return Recognized(known=sure[0].id)
        if numbered:
            return Recognized("", tuple(sure or numbered), OTHER_PERSON, fresh)
        born = [row for row in named if row.birth_date and row.birth_date == arrival.birth_date]
        free = [row for row in born if not (row.chart_number and arrival.chart_number)]
        if len(born) == 1 and free:
            return Recognized(known=born[0].id)
        if named:
            return Recognized("", tuple(named), OTHER_NUMBER if born else SAME_NAME, fresh)
        return Recognized(why="" if fresh else NOBODY, fresh=fresh)

    def _fresh(self, arrival: Arrival) -> Patient | None:
        if not (arrival.given and arrival.family):
            return None
        return Patient(
            id=self._fresh_id(),
            name=PersonName(given=arrival.given, family=arrival.family, middle=arrival.middle),
            birth_date=arrival.birth_date,
            chart_number=arrival.chart_number,
            phone=arrival.phone,
            address=Address(
                street=arrival.street, city=arrival.city, state=arrival.state, zip=arrival.zip
            ),
        )


def packed(arrival: Arrival) -> bytes:
    """The arrival as a message to the running program."""
    born = arrival.birth_date.isoformat() if arrival.birth_date else ""
    plain = {"format": FORMAT, **asdict(arrival), "birth_date": born}
    return json.dumps(plain).encode("ascii")


def unpacked(message: bytes) -> Arrival | None:
    """The arrival in a message; None for anything that is none, whoever sent it."""
    if len(message) > MOST_BYTES:
        return None
    try:
        plain: Any = json.loads(message.decode("ascii"))
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            return None
        texts = {name: _text(name, plain.get(name, "")) for name in _TEXTS}
        born = plain.get("birth_date", "")
        arrival = Arrival(**texts, birth_date=dt.date.fromisoformat(born) if born else None)
    except (ValueError, TypeError, RecursionError):
        return None
    return None if arrival.is_empty else arrival


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    most = _MOST_OF_NAME if name in ("given", "family") else _MOST
    return one_line(value)[:most]


def _with_chart_number(found: Repositories, arrival: Arrival) -> list[PatientRow]:
    chart = search_key(arrival.chart_number)
    rows = _rows(found, chart) if chart else []
    return [row for row in rows if search_key(row.chart_number) == chart]


def _with_name(found: Repositories, arrival: Arrival) -> list[PatientRow]:
    name = search_key(f"{arrival.family}, {arrival.given}")
    if not (arrival.given and arrival.family):
        return []
    rows = _rows(found, f"{arrival.given} {arrival.family}")
    return [row for row in rows if search_key(row.name) == name and _born_alike(row, arrival)]


def _rows(found: Repositories, words: str) -> list[PatientRow]:
    page = found.patients.page(PatientQuery(search=words, limit=_PAGE))
    rows = list(page.rows)
    while page.after:
        page = found.patients.page(PatientQuery(search=words, after=page.after, limit=_PAGE))
        rows += page.rows
    return rows


def _may_be(row: PatientRow, arrival: Arrival) -> bool:
    """Whether nothing that both know speaks against it."""
    name = search_key(f"{arrival.family}, {arrival.given}")
    named_alike = not (arrival.given and arrival.family) or search_key(row.name) == name
    return named_alike and _born_alike(row, arrival)


def _born_alike(row: PatientRow, arrival: Arrival) -> bool:
    return None in (row.birth_date, arrival.birth_date) or row.birth_date == arrival.birth_date
