"""Addresses of answers: where in a note a value stands. Used by everything that touches answers.

A field of a guide has a *template path*: `condition`, or inside tables `consultations/method`,
`consultations/attempts/date`. An answer has an *answer path*, the same with row ids put in:
`consultations/r1/method`, `consultations/r1/attempts/r2/date`. What the program knows beside the
form has dotted names (`patient.name`), see `app.domain.facts.known`.
"""

from dataclasses import dataclass


def template_of(path: str) -> str:
    """The template path of an answer path: every second part, a row id, left out."""
    if "/" not in path:
        return path
    return "/".join(path.split("/")[::2])


def parent_table(template: str) -> str:
    """The template path of the table a field stands in; empty at the top."""
    return template.rpartition("/")[0]


def row_ids(path: str) -> tuple[str, ...]:
    """The row ids in an answer path, outermost first."""
    return tuple(path.split("/")[1::2])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is being judged: at the top, or in one row of a table.

    `table` is the table's template path with a closing slash (empty at the top), `prefix` the
    row's answer path with a closing slash, `outer` the place of the row the table itself is in.
    """

    table: str = ""
    prefix: str = ""
    outer: "Place | None" = None

    def path(self, template: str) -> str:
        """The answer path a template means here: own row first, then the rows around it."""
        if not self.table:
            return template
        place: Place | None = self
        while place is not None:
            if template.startswith(place.table):
                return place.prefix + template[len(place.table) :]
            place = place.outer
        return template

    @property
    def row(self) -> str:
        """The row's own answer path without the closing slash; empty at the top."""
        return self.prefix[:-1]

    def inside(self, table: str, row_id: str) -> "Place":
        """The place of one row of `table` (a template path) as seen from here."""
        return Place(f"{table}/", f"{self.path(table)}/{row_id}/", self)


TOP = Place()


def place_of(path: str) -> Place:
    """The place an answer path stands in: its row, or the top."""
    parts = path.split("/")
    place = TOP
    for depth in range(1, len(parts) - 1, 2):
        table = "/".join(parts[:depth:2])
        place = Place(f"{table}/", "/".join(parts[: depth + 1]) + "/", place)
    return place
