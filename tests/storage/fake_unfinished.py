"""What people left unfinished, in memory."""

from app.domain.left_open.unfinished import LeftWork


class MemoryUnfinished:
    def __init__(self, held: dict[tuple[str, str], LeftWork]) -> None:
        self._held = held

    def keep(self, kept: LeftWork) -> None:
        self._held[kept.who, kept.what] = kept

    def get(self, who: str, what: str) -> LeftWork | None:
        return self._held.get((who, what))

    def drop(self, who: str, what: str) -> None:
        self._held.pop((who, what), None)

    def of(self, who: str) -> tuple[LeftWork, ...]:
        theirs = (kept for kept in self._held.values() if kept.who == who)
        return tuple(sorted(theirs, key=lambda kept: kept.at, reverse=True))
