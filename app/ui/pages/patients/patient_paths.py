"""Where the patient page edits what open items of notes name: `patient.name`, `coverages/c1/payer`.

Known names are listed in `app.domain.facts.known`; the patient page asks here.
"""

from dataclasses import dataclass

_CHECK = {
    "verified_on": "checked_on",
    "verified_channel": "channel",
    "verified_proof": "representative",
    "verified_covered": "covered",
    "verified_limits": "limits",
    "predetermination": "predetermination",
    "prior_authorization": "prior_authorization",
    "stale_after": "stale_after",
    "late_reason": "late_reason",
}
_PATIENT = {"name": "name.given", "minor": "birth_date", "address": "address.street"}
_REPRESENTATIVE = "representative"
_COVERAGE = {"comes_first": "order_reason"}  # the order itself is that of the rows


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of the patient's form; or, with `coverage` (1 to 3), a field of a benefit check.

    In tables, `row` is the place of the row counted from 0.
    """

    field: str
    table: str = ""
    row: int = 0
    coverage: int = 0


def spot_of(path: str) -> Spot:
    """Where a known name is edited."""
    if path.startswith("coverages"):
        return _coverage_spot(path)
    name = path.removeprefix("patient.")
    if name.startswith(_REPRESENTATIVE):
        column = name.removeprefix(_REPRESENTATIVE).removeprefix("_") or "name"
        return Spot(column, "representatives")
    return Spot(_PATIENT.get(name, name))


def _coverage_spot(path: str) -> Spot:
    parts = path.split("/")
    column = parts[-1] if len(parts) > 1 else ""
    row = parts[1] if len(parts) > 2 else "c1"
    order = int(row[1:]) if row[1:].isdigit() else 1
    if column in _CHECK:
        return Spot(_CHECK[column], coverage=order)
    return Spot(_COVERAGE.get(column, column), "coverages", order - 1)
