"""Keeps from what the roles of whoever is at the keyboard do not allow, and says why.

`application` calls it for each window. Services refuse in any case; this is so that nobody types
in vain.
"""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.practice.authority import Right
from app.services.permission import why_not
from app.ui.actions import Do
from app.ui.pages.payers.payer_card import PayerCardPage
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from app.ui.pages.practice.channels import ChannelsPage
from app.ui.pages.practice.practice import PracticePage
from app.ui.theme import Role

_ACTIONS: Mapping[Do, Right] = {
    Do.HISTORY: Right.SEE_HISTORY,
    Do.CLAIM_DATA: Right.SEE_MONEY,
    Do.CLAIM: Right.SEE_MONEY,
    Do.REMITTANCES: Right.SEE_MONEY,
    Do.REPORTS: Right.SEE_MONEY,
}


def permit_actions(
    actions: Mapping[Do, QAction], rights: frozenset[Right], say: Callable[[str], None]
) -> None:
    """Let the actions that somebody with these rights may not use say why instead.

    They stay on: the keys of an action that is off would be typed into the field or the search.
    """
    for do, right in _ACTIONS.items():
        if right not in rights:
            action, words = actions[do], why_not(right)
            action.setToolTip(words)
            action.triggered.disconnect()
            action.triggered.connect(lambda _checked, words=words: say(words))


def permit_page(page: QWidget, rights: frozenset[Right]) -> None:
    """Let a page of records be read alone where somebody may not change what it shows."""
    match page:
        case PracticePage():
            _permit_practice(page, rights)
        case ChannelsPage() if Right.EDIT_CARDS not in rights:
            page.own.lock()
            for box in page.boxes:
                box.copy_button.setEnabled(False)
                box.copy_button.setToolTip(why_not(Right.EDIT_CARDS))
            page.notice.say(why_not(Right.EDIT_CARDS), Role.SILENT)
        case PayerCardPage() if Right.EDIT_CARDS not in rights:
            page.lock()
        case PayerCardEditPage() if Right.EDIT_CARDS not in rights:
            page.lock()
        case _:
            pass


def _permit_practice(page: PracticePage, rights: frozenset[Right]) -> None:
    if Right.EDIT_PEOPLE not in rights:
        page.staff.cards.lock()
    if Right.EDIT_PRACTICE not in rights:
        page.body.setEnabled(False)
        page.notice.say(why_not(Right.EDIT_PRACTICE), Role.SILENT)
