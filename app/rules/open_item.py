"""An open item: one unmet requirement, as the panel "Still needed" and the command line show it."""

from dataclasses import dataclass

from app.domain.guides.guide import Act, Purpose, Severity, Source


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What to do (`say`), why (`because`), who asks (`source`), for what, and where to go (`path`).

    `id` is stable: the requirement's id, with `@` and the row ids when it is about one row.
    `section` is the id of the guide's section the item is listed under.
    """

    id: str
    requirement: str
    path: str
    section: str
    severity: Severity
    needed_for: frozenset[Purpose]
    say: str
    because: str
    source: Source | None
    blocks: Act | None = None
    fact: str = ""
