"""The narrative as it is built while one types, in each length a channel carries.

The window puts it beside the form and connects `go_to` to the form.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from app.documents.narrative.narration import Narration, narrate, narrate_again
from app.documents.narrative.narrative import LIMITS, Fitted, Told, fit
from app.services.notes.change import Change
from app.ui import clipboard
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.flow import FlowLayout
from app.ui.icons import Icons
from app.ui.models.path_words import field_words, place_words
from app.ui.panels.pieces import Pieces
from app.ui.panels.sentence_view import SentenceView, Span
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Appearance, Face, Role, Space, dress

_MOST_NAMES = 8
_CLAIM_NOTE = frozenset({"400", "253", "125"})
"""The lengths that travel as the claim's note, whose budget the attachment number shares."""


class NarrativePanel(QWidget):
    """Text, counter, what was left out, copy; each sentence leads to the fields it is made of.

    Written anew at each change while it is shown, and when it is shown again.
    """

    go_to = Signal(str)  # answer path or known name

    def __init__(
        self,
        bridge: DraftBridge,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lead = ""
        self._narration: Narration | None = None  # None: to be told from the start
        self._touched: set[str] = set()
        self._fitted: Fitted | None = None
        self._tabs = QTabBar(self)
        self._counter = QLabel(self)
        self._copy = QPushButton("Copy", self)
        self.text = SentenceView(appearance, self._words_of, "Narrative", self)
        self._fields = _FieldLinks(self)
        self._pieces = Pieces(self)
        self._dropped_title = QLabel(self)
        self.dropped = SentenceView(appearance, self._words_of, "Left out", self)
        self._lay_out(icons)
        self._connect()

    @property
    def fitted(self) -> Fitted | None:
        """What is shown now."""
        return self._fitted

    def show_length(self, name: str) -> None:
        """Show the narrative in one of the lengths of `LIMITS`, by its name."""
        self._tabs.setCurrentIndex([limit.name for limit in LIMITS].index(name))

    def set_control_number(self, number: str) -> None:
        """Count the attachment's control number, which comes first in the claim's note."""
        self._lead = number
        self._write()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        self._write()

    def _lay_out(self, icons: Icons) -> None:
        for limit in LIMITS:
            at = self._tabs.addTab(limit.title.split(" ")[0])
            self._tabs.setTabToolTip(at, limit.title)
            self._tabs.setAccessibleTabName(at, limit.title)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName("Length of the narrative")
        icons.put(self._copy, "copy")
        self._counter.setWordWrap(True)
        for label in (self._counter, self._dropped_title):
            dress(label, face=Face.CAPTION, tone=Role.MUTED)
        head = QHBoxLayout()
        head.addWidget(self._counter, 1)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._tabs)
        column.addLayout(head)
        column.addWidget(self.text, 3)
        column.addWidget(self._fields)
        column.addWidget(self._pieces)
        column.addWidget(self._dropped_title)
        column.addWidget(self.dropped, 1)
        self.setMinimumWidth(280)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._write)
        self._copy.clicked.connect(self._on_copy)
        self._fields.chosen.connect(self.go_to)
        for view in (self.text, self.dropped):
            view.chosen.connect(self._show_fields)
            view.pointed.connect(self._on_pointed)
            view.entered.connect(self._on_entered)
        self._bridge.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        if change.changed or change.tables:
            self._touched.update(change.changed, change.flipped, change.tables)
        else:
            self._narration = None  # something beside the form was learned
        self._write()

    def _told(self) -> tuple[Told, ...]:
        guide, facts = self._bridge.guide, self._bridge.facts
        if self._narration is None:
            self._narration = narrate(guide, facts)
        elif self._touched:
            self._narration = narrate_again(self._narration, guide, facts, self._touched)
        self._touched.clear()
        return self._narration.told

    def _write(self) -> None:
        if not self.isVisible():
            return
        limit = LIMITS[self._tabs.currentIndex()]
        fitted = fit(self._told(), limit, self._lead if limit.name in _CLAIM_NOTE else "")
        if fitted == self._fitted:
            return
        self._fitted = fitted
        self.text.show_text(fitted.text, [Span(p.start, p.end, p.fields) for p in fitted.sentences])
        self._counter.setText(_count(fitted))
        self._copy.setText("Copy all" if limit.piece else "Copy")
        self._copy.setEnabled(bool(fitted.text))
        self._pieces.show_pieces(fitted.pieces if limit.piece and fitted.text else ())
        self._show_dropped(fitted)
        self._show_fields(self.text.current or self.dropped.current)

    def _show_dropped(self, fitted: Fitted) -> None:
        spans, texts, at = [], [], 0
        for each in fitted.dropped:
            spans.append(Span(at, at + len(each.text), each.fields))
            texts.append(each.text)
            at += len(each.text) + 1
        self.dropped.show_text("\n".join(texts), spans)
        self.dropped.setVisible(bool(texts))
        self._dropped_title.setText(f"Left out ({len(texts)})")
        self._dropped_title.setVisible(bool(texts))

    def _on_copy(self) -> None:
        if self._fitted:
            clipboard.put(self._fitted.text)
            self._copy.setText("Copied")

    def _on_pointed(self, span: Span | None) -> None:
        self._show_fields(span or self.text.current or self.dropped.current)

    def _on_entered(self, span: Span) -> None:
        if span.paths:
            self.go_to.emit(span.paths[0])

    def _show_fields(self, span: Span | None) -> None:
        self._fields.show_links(self._names(span) if span else {})
        order_as_laid_out(self)

    def _words_of(self, span: Span) -> str:
        return f"From: {', '.join(self._names(span))}"

    def _names(self, span: Span) -> dict[str, str]:
        """The fields of a sentence by name; the rows of one column stand together."""
        by_label: dict[str, list[str]] = {}
        for path in span.paths:
            by_label.setdefault(field_words(path, self._bridge.guide), []).append(path)
        names: dict[str, str] = {}
        for label, paths in by_label.items():
            if len(paths) > 1:
                names[f"{label} ({len(paths)})"] = paths[0]
            else:
                words = place_words(paths[0], self._bridge.guide, self._bridge.rows)
                names[words] = paths[0]
        return names


class _FieldLinks(QWidget):
    """The fields of a sentence as links."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._links: dict[str, str] = {}
        self._buttons: list[QPushButton] = []
        self._flow = FlowLayout(self, Space.S)
        self._hint = QLabel("Point at a sentence to see its fields.", self)
        dress(self._hint, face=Face.CAPTION, tone=Role.MUTED)
        self._flow.addWidget(self._hint)

    def show_links(self, links: dict[str, str]) -> None:
        """Show these names, each leading to its path."""
        if links == self._links:
            return
        self._links = links
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        for name, path in list(links.items())[:_MOST_NAMES]:
            self._buttons.append(self._link(name, path))
        self._hint.setVisible(not links)

    def _link(self, name: str, path: str) -> QPushButton:
        button = QPushButton(name.replace("&", "&&"), self)
        button.setAccessibleName(f"Go to {name}")
        button.clicked.connect(lambda: self.chosen.emit(path))
        dress(button, kind="link")
        self._flow.addWidget(button)
        button.show()
        return button


def _count(fitted: Fitted) -> str:
    length, limit = len(fitted.text), fitted.limit
    if limit.characters is None:
        return f"{length:,} characters"
    words = f"{length:,} / {limit.characters:,}"
    if limit.piece and fitted.text:
        words += f" · pieces {len(fitted.pieces)} of {limit.pieces}"
    return words
