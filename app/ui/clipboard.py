"""Texts on the clipboard that no history should keep, and the way to take them off again.

Every button that copies out of a practice calls `put`. A locked screen should not hold what was
copied: `ways.record_ways` takes it off when the practice is closed or locked.
"""

import atexit

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_OURS = "application/x-chartproof-copied"
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NOT_KEPT = {
    # learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, “cloud clipboard and history”:
    # any content for the first, a number of four bytes for the others.
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",  # KDE's Klipper
}


def put(text: str) -> None:
    """Put a text on the clipboard, asking its history and its cloud to leave it out."""
    data = QMimeData()
    data.setText(text)
    data.setData(_OURS, b"1")
    for name, content in _NOT_KEPT.items():
        data.setData(name, content)
    QGuiApplication.clipboard().setMimeData(data)


def take_off() -> None:
    """Clear the clipboard if what is on it was put there by `put`."""
    if QGuiApplication.instance() is None:
        return
    clipboard = QGuiApplication.clipboard()
    data: QMimeData | None = clipboard.mimeData()  # None: nothing copied yet
    if data is not None and data.hasFormat(_OURS):
        clipboard.clear()


# Qt destroys what is left on the clipboard when Python is gone, and crashes over it.
atexit.register(take_off)
