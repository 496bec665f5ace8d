"""The claims of a patient as links with their states; the patient page shows it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.claims.claim import Claim
from app.domain.practice.authority import Right
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.errors import NotAllowed
from app.services.claims.claim_words import state_words
from app.services.claims.claims import FollowedClaims
from app.services.permission import why_not
from app.ui.models.claim_words import STATE_ROLES
from app.ui.theme import Face, Role, Space, dress

_NONE = "No claims yet. A claim is begun from a note (Ctrl+B)."


class PatientClaims(QWidget):
    """The latest service first. `claims` is None until the window offers them."""

    claim_requested = Signal(str)  # claim id

    def __init__(self, patient_id: str, claims: FollowedClaims | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._patient_id = patient_id
        self._claims = claims
        self._rows: list[QWidget] = []
        self.links: list[QPushButton] = []
        self.none = QLabel(_NONE, self)
        self.none.setWordWrap(True)
        dress(self.none, face=Face.CAPTION, tone=Role.MUTED)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.none)

    def offer(self, claims: FollowedClaims) -> None:
        """Take the claims to list."""
        self._claims = claims
        self.refresh()

    def refresh(self) -> None:
        """List the claims as they are stored; say why where they may not be seen."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.links = []
        try:
            claims = self._claims.of_patient(self._patient_id) if self._claims else ()
            self.none.setText(_NONE)
        except NotAllowed:
            claims = ()
            self.none.setText(why_not(Right.SEE_MONEY))
        self._rows = [self._row(claim) for claim in claims]
        for row in self._rows:
            self._column.addWidget(row)
        self.none.setVisible(not claims)

    def _row(self, claim: Claim) -> QWidget:
        row = QWidget(self)
        day = show_date(claim.began) if claim.began else "No line yet"
        codes = ", ".join(dict.fromkeys(line.code for line in claim.lines))
        link = QPushButton(f"{day} · {codes} · {claim.payer}".replace("&", "&&"), row)
        dress(link, kind="link")
        link.clicked.connect(lambda: self.claim_requested.emit(claim.id))
        self.links.append(link)
        state = QLabel(state_words(claim.state), row)
        dress(state, pill=STATE_ROLES[claim.state])
        paid = f"{show_money(claim.paid)} of {show_money(claim.billed)} paid"
        sums = QLabel(paid if claim.postings else show_money(claim.billed), row)
        dress(sums, face=Face.CAPTION, tone=Role.MUTED)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        for widget in (link, state, sums):
            line.addWidget(widget)
        line.addStretch(1)
        return row
