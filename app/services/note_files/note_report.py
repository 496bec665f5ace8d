"""What is still needed in a note, as text and as JSON: what `chartproof check` prints."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.guides.guide import Guide, Purpose, Severity
from app.domain.reading.dates import show_date
from app.rules.compiled import RECORD_SECTION
from app.rules.open_item import OpenItem
from app.rules.state import Evaluation
from app.services.note_files.note_file_answers import NoteProblem

FORMAT = 1
"""The version of the JSON form."""

WIDTH = 96
"""Columns of the text form."""

_RECORD_TITLE = "Patient, practice and plan"


@dataclass(frozen=True, slots=True)
class NoteReport:
    """What was found in one note; `problems` are the values that could not be judged."""

    guide: Guide
    state: Evaluation
    problems: tuple[NoteProblem, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything could be judged and nothing is open."""
        return not self.problems and not any(True for _ in self.state.open_items)

    def as_text(self) -> str:
        """The report as lines for people."""
        return "\n".join((*self._summary(), *self._open(), *self._rest())) + "\n"

    def as_plain(self) -> dict[str, Any]:
        """The report as JSON values."""
        total = self.state.total
        return {
            "format": FORMAT,
            "code": self.guide.code,
            "guide_version": self.guide.version,
            "complete": self.is_complete,
            "chart_only": self.state.chart_only,
            "percent": {
                "total": total.percent(),
                **{purpose.value: total.percent(purpose) for purpose in Purpose},
            },
            "open": [_plain_item(item) for item in self.state.open_items],
            "invitations": [_plain_item(item) for item in self.state.invitations],
            "not_judged": [{"path": each.path, "text": each.text} for each in self.problems],
        }

    def _summary(self) -> Iterator[str]:
        total = self.state.total
        asked = [purpose for purpose in Purpose if total.asked(purpose)]
        parts = ", ".join(f"{purpose.value} {total.percent(purpose)} %" for purpose in asked)
        count = sum(1 for _ in self.state.open_items)
        items = "nothing is open" if not count else f"{count} open item{'s' * (count > 1)}"
        only = " (chart only)" if self.state.chart_only else ""
        yield f"{self.guide.code}{only}: {total.percent()} % complete, {items} ({parts})."

    def _open(self) -> Iterator[str]:
        titles = {section.id: section.title for section in self.guide.sections}
        titles[RECORD_SECTION] = _RECORD_TITLE
        for section in self.state.sections:
            if section.open_items:
                yield ""
                yield titles[section.id]
                for item in section.open_items:
                    yield from _lines(item)

    def _rest(self) -> Iterator[str]:
        invited = [item.say for item in self.state.invitations]
        yield from _listed("Would help, not needed", invited)
        yield from _listed("Could not be judged", (str(problem) for problem in self.problems))


_MARKS = {
    Severity.BLOCKS: "blocks",
    Severity.NEEDED: "needed",
    Severity.WARNS: "check",
    Severity.SILENT: "invited",
}


def _lines(item: OpenItem) -> Iterator[str]:
    mark = _MARKS[item.severity] + (f" {item.blocks}" if item.blocks else "")
    yield _wrapped(f"  [{mark}] {item.say}", "      ")
    yield _wrapped(f"      Why: {item.because}", "      ")
    if item.source is not None:
        checked = show_date(item.source.checked)
        asks = f"{item.source.title} ({item.source.authority}, checked {checked})"
        yield _wrapped(f"      Who asks: {asks}", "      ")
    purposes = ", ".join(purpose for purpose in Purpose if purpose in item.needed_for)
    yield f"      {item.id} · needed for {purposes} · at {item.path}"


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [_wrapped(f"  - {line}", "    ") for line in lines]
    if found:
        yield from ("", title, *found)


def _wrapped(line: str, indent: str) -> str:
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _plain_item(item: OpenItem) -> dict[str, Any]:
    source = item.source
    return {
        "id": item.id,
        "path": item.path,
        "section": item.section,
        "severity": item.severity.value,
        "blocks": item.blocks.value if item.blocks else None,
        "needed_for": [purpose.value for purpose in Purpose if purpose in item.needed_for],
        "say": item.say,
        "because": item.because,
        "source": None
        if source is None
        else {
            "title": source.title,
            "authority": source.authority,
            "checked": source.checked.isoformat(),
            "where": source.where,
        },
        "fact": item.fact,
    }
