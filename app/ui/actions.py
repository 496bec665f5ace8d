"""The one table of what the window can do: words, keys and icon of every action.

The main window makes the actions and connects them; menus, the command palette and the help page
read the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


class Do(StrEnum):
    """Every action by name."""

    NEW_NOTE = "new_note"
    QUICK_OPEN = "quick_open"
    PALETTE = "palette"
    WORK = "work"
    NOTES = "notes"
    FIND_NOTES = "find_notes"
    PATIENTS = "patients"
    ADD_PATIENT = "add_patient"
    IMPORT = "import"
    PRACTICE = "practice"
    PAYER_CARDS = "payer_cards"
    CHANNELS = "channels"
    HISTORY = "history"
    TO_SIGN = "to_sign"
    NEXT_TO_SIGN = "next_to_sign"
    PREVIOUS_TO_SIGN = "previous_to_sign"
    REQUESTS = "requests"
    REMITTANCES = "remittances"
    REPORTS = "reports"
    CHECK_FILE = "check_file"
    SETTINGS = "settings"
    SWITCH_USER = "switch_user"
    LOCK = "lock"
    HELP = "help"
    QUIT = "quit"
    NEXT_NEEDED = "next_needed"
    PREVIOUS_NEEDED = "previous_needed"
    NEXT_SECTION = "next_section"
    PREVIOUS_SECTION = "previous_section"
    ADD_ROW = "add_row"
    UNDO = "undo"
    REDO = "redo"
    SHOW_NEEDED = "show_needed"
    SHOW_NARRATIVE = "show_narrative"
    SHOW_PREVIEW = "show_preview"
    DENTIST_VIEW = "dentist_view"
    SIGN = "sign"
    HAND_OVER = "hand_over"
    CONTINUE = "continue"
    CORRECT = "correct"
    VOID = "void"
    TREATING = "treating"
    PRINT = "print"
    SAVE_PDF = "save_pdf"
    CLAIM_DATA = "claim_data"
    PACK = "pack"
    CLAIM = "claim"
    TWO_VERSIONS = "two_versions"
    LEFT_OUT = "left_out"
    OPEN_PATIENT = "open_patient"


@dataclass(frozen=True, slots=True)
class Spec:
    """An action: its words, a longer tip, its keys (portable text), its icon.

    `for_note` actions need an open note.
    """

    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    for_note: bool = False


ACTIONS: Mapping[Do, Spec] = {
    Do.NEW_NOTE: Spec("New note…", ("Ctrl+N",), "file-plus", "Pick a patient, then a code"),
    Do.QUICK_OPEN: Spec("Open a patient or note…", ("Ctrl+O",), "folder-open"),
    Do.PALETTE: Spec("All commands…", ("Ctrl+K",), "list"),
    Do.WORK: Spec("Work", ("Alt+9",), "list-checks", "What there is to do, the overdue first"),
    Do.NOTES: Spec("List of notes", ("Alt+1",), "scroll-text"),
    Do.FIND_NOTES: Spec("Search the list of notes", ("Ctrl+F",), "search"),
    Do.PATIENTS: Spec("Patients", ("Alt+2",), "users"),
    Do.ADD_PATIENT: Spec("Add a patient", (), "user-plus"),
    Do.IMPORT: Spec(
        "Import from the practice system…",
        (),
        "upload",
        "Patients, coverages and providers from an exported list",
    ),
    Do.PRACTICE: Spec("Practice and directory", ("Alt+3",), "building-2"),
    Do.PAYER_CARDS: Spec("Payer cards", ("Alt+4",), "id-card"),
    Do.CHANNELS: Spec("Channels", ("Alt+5",), "send", "How attachments travel"),
    Do.HISTORY: Spec("History", ("Alt+6",), "history", "Who did what and when"),
    Do.REQUESTS: Spec(
        "Requests", ("Alt+7",), "clipboard-check", "What patients asked for, binders, retention"
    ),
    Do.TO_SIGN: Spec("To sign", ("Alt+8",), "signature", "Notes that wait for your signature"),
    Do.NEXT_TO_SIGN: Spec("Next note to sign", ("F9",), "arrow-down"),
    Do.PREVIOUS_TO_SIGN: Spec("Previous note to sign", ("Shift+F9",), "arrow-up"),
    Do.REMITTANCES: Spec(
        "Remittances",
        (),
        "receipt",
        "Read payment files (835), and say whose the claims in them are",
    ),
    Do.REPORTS: Spec(
        "Reports",
        ("Alt+0",),
        "chart-column",
        "Aging, denials, minutes of case management, time to payment",
    ),
    Do.CHECK_FILE: Spec(
        "Check a file…", (), "file-check", "Whether a file is what was sent, and from which note"
    ),
    Do.SETTINGS: Spec("Settings", ("Ctrl+,",), "settings"),
    Do.SWITCH_USER: Spec(
        "Switch user, PIN, passphrase…",
        ("Ctrl+U",),
        "user",
        "Go on as somebody else, or set what lets you do so",
    ),
    Do.LOCK: Spec("Lock", ("Ctrl+L",), "lock", "Close the practice; what you typed is kept"),
    Do.HELP: Spec("Help and shortcuts", ("F1",), "circle-question-mark"),
    Do.QUIT: Spec("Quit", ("Ctrl+Q",), "log-out"),
    Do.NEXT_NEEDED: Spec("Next still needed", ("F8",), "arrow-down", for_note=True),
    Do.PREVIOUS_NEEDED: Spec("Previous still needed", ("Shift+F8",), "arrow-up", for_note=True),
    Do.NEXT_SECTION: Spec("Next section", ("Ctrl+PgDown",), "chevron-right", for_note=True),
    Do.PREVIOUS_SECTION: Spec("Previous section", ("Ctrl+PgUp",), "chevron-left", for_note=True),
    Do.ADD_ROW: Spec("Add a row", ("Ctrl+Return",), "plus", for_note=True),
    Do.UNDO: Spec("Undo", ("Ctrl+Z",), "undo-2", for_note=True),
    Do.REDO: Spec("Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", for_note=True),
    Do.SHOW_NEEDED: Spec("Show Still needed", ("Ctrl+1",), "list-checks", for_note=True),
    Do.SHOW_NARRATIVE: Spec("Show the narrative", ("Ctrl+2",), "quote", for_note=True),
    Do.SHOW_PREVIEW: Spec("Show the preview", ("Ctrl+3",), "file-text", for_note=True),
    Do.DENTIST_VIEW: Spec(
        "Dentist’s view",
        ("Ctrl+D",),
        "stethoscope",
        "Only the dentist’s part: question, advice, effect, sign",
        checkable=True,
        for_note=True,
    ),
    Do.SIGN: Spec("Sign the note…", ("Ctrl+Shift+S",), "signature", for_note=True),
    Do.HAND_OVER: Spec(
        "Hand over…",
        ("Ctrl+Shift+H",),
        "user",
        "Done with your part: let somebody else finish and sign",
        for_note=True,
    ),
    Do.CONTINUE: Spec(
        "Add a continuation…",
        ("Ctrl+Shift+A",),
        "plus",
        "Something happened after the note was signed, such as a reply",
        for_note=True,
    ),
    Do.CORRECT: Spec(
        "Correct the signed note…",
        ("Ctrl+Shift+R",),
        "pen-line",
        "Old and new words are kept and printed, with the reason",
        for_note=True,
    ),
    Do.VOID: Spec(
        "Void the note…",
        ("Ctrl+Shift+V",),
        "circle-x",
        "It is kept, with VOID on every page",
        for_note=True,
    ),
    Do.TREATING: Spec("Change who treats…", (), "user", for_note=True),
    Do.PRINT: Spec("Print…", ("Ctrl+P",), "printer", for_note=True),
    Do.SAVE_PDF: Spec("Save as PDF…", ("Ctrl+Shift+P",), "download", for_note=True),
    Do.CLAIM_DATA: Spec(
        "Claim data…",
        ("Ctrl+Shift+C",),
        "clipboard-check",
        "What goes into which box of the claim, to copy",
        for_note=True,
    ),
    Do.PACK: Spec(
        "Pack for the payer…",
        ("Ctrl+E",),
        "send",
        "Plan, make and record what goes to the payer",
        for_note=True,
    ),
    Do.CLAIM: Spec(
        "Claim…",
        ("Ctrl+B",),
        "receipt",
        "The claim this note is on; begins one where there is none",
        for_note=True,
    ),
    Do.OPEN_PATIENT: Spec("Show the patient", (), "user", for_note=True),
    Do.TWO_VERSIONS: Spec(
        "Compare two versions…",
        ("F7",),
        "list-checks",
        "Decide what holds where somebody else changed the same answer",
        for_note=True,
    ),
    Do.LEFT_OUT: Spec(
        "Answers left out…",
        (),
        "history",
        "What was not chosen where two people changed one answer",
        for_note=True,
    ),
}


def make_action(do: Do, parent: QObject) -> QAction:
    """An action as the table says, not connected yet; whoever shows it puts its icon on it."""
    spec = ACTIONS[do]
    action = QAction(spec.text, parent)
    action.setObjectName(do.value)
    action.setCheckable(spec.checkable)
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    action.setToolTip(" · ".join(part for part in (spec.tip or spec.text, keys_words(do)) if part))
    return action


def keys_words(do: Do) -> str:
    """The first keys of an action as this system writes them; empty when there are none."""
    keys = ACTIONS[do].keys
    if not keys:
        return ""
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
