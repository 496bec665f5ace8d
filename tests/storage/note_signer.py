"""A program that signs notes without end, to be killed; `test_sign_kill` starts it."""

from multiprocessing.connection import Connection
from pathlib import Path

from app.crypto import Secret
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import PackingDesk

KEY = Secret(bytes(range(32)))


def sign_until_killed(folder: Path, signed: Connection) -> None:
    """Save a note, sign it, say so after it is done; again and again."""
    desk = PackingDesk.reopened(EmbeddedFolder(folder).open(KEY))
    while True:
        signed.send(desk.attach().id)
