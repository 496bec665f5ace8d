"""A process that takes documents in, one after the other, until it is killed."""

import datetime as dt
import os
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from app.crypto import Secret
from app.domain.evidence.offer import Pasted
from app.services.documents.documents import DocumentDrawer
from app.services.notes.charting import Clock
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from tests.fake_light_table import FakeLightTable
from tests.storage import samples

KEY = Secret(bytes(range(32)))


def drawer_over(store: Store) -> DocumentDrawer:
    """A drawer with a small light table."""
    return DocumentDrawer(store, FakeLightTable(), Clock(lambda: samples.NOON, dt.UTC))


def take_in_until_killed(folder: Path, told: Connection) -> None:
    """Take in documents of some chunks each and tell how many are kept."""
    store = EmbeddedFolder(folder).open(KEY)
    with store.writing() as found:
        found.patients.save(samples.patient())
    drawer = drawer_over(store)
    for number in count(1):
        content = b"%PDF page" + os.urandom(2_500_000)
        drawer.take_in(Pasted(f"{number}.pdf", content), "p1", "s1")
        told.send(number)
