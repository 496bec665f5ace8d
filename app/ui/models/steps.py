"""The steps of the form as a Qt model over frozen values; the form's list of steps shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.guides.guide import Guide, Severity
from app.rules.state import Evaluation

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

_GRAVEST_FIRST = (Severity.BLOCKS, Severity.WARNS, Severity.NEEDED)


@dataclass(frozen=True, slots=True)
class Step:
    """One section: how many items are open, the gravest severity among them, whether it asks."""

    section: str
    title: str
    still_open: int = 0
    worst: Severity | None = None
    asks: bool = True

    @property
    def spoken(self) -> str:
        """What assistive technology says."""
        if not self.still_open:
            return f"{self.title}, {'done' if self.asks else 'nothing asked'}"
        grave = {Severity.BLOCKS: ", something blocks", Severity.WARNS: ", something to check"}
        return f"{self.title}, {self.still_open} open{grave.get(self.worst or Severity.NEEDED, '')}"


def steps_of(guide: Guide, state: Evaluation) -> Iterator[Step]:
    """The sections that show anything now, in the guide's order."""
    found = {section.id: section for section in state.sections}
    for section in guide.sections:
        if section.fields and all(field.path in state.hidden for field in section.fields):
            continue
        judged = found[section.id]
        severities = {item.severity for item in judged.open_items}
        yield Step(
            section.id,
            section.title,
            len(judged.open_items),
            next((each for each in _GRAVEST_FIRST if each in severities), None),
            judged.tally.asked() > 0,
        )


class StepsModel(QAbstractListModel):
    """The steps; `UserRole` gives the Step itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is shown now."""
        return self._steps

    def row_of(self, section: str) -> int | None:
        """Where a section stands, if it is shown."""
        return next((at for at, step in enumerate(self._steps) if step.section == section), None)

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many steps there are; steps have no children."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The step's title, what is spoken, or the step itself."""
        if not index.isValid():
            return None
        step = self._steps[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return step.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return step.spoken
            case Qt.ItemDataRole.UserRole:
                return step
            case _:
                return None

    def show_steps(self, steps: tuple[Step, ...]) -> bool:
        """Show these steps; whether sections came or went."""
        before = [step.section for step in self._steps]
        if before != [step.section for step in steps]:
            self.beginResetModel()
            self._steps = steps
            self.endResetModel()
            return True
        changed = [at for at, step in enumerate(steps) if step != self._steps[at]]
        self._steps = steps
        for at in changed:
            index = self.index(at)
            self.dataChanged.emit(index, index)
        return False
