"""Reads a file that somebody offers, asking its size first; taking in a document begins here."""

import os

from app.domain.evidence.light_table import MOST_BYTES, Refused
from app.domain.evidence.offer import Offer, Pasted, name_of


def read_offer(offer: Offer) -> bytes | Refused:
    """The bytes offered; a file's size is asked before it is read."""
    name = name_of(offer)
    too_large = Refused(
        f"{name} is larger than {MOST_BYTES // 2**20} MB. Scan it with a lower resolution, or in"
        " parts."
    )
    if isinstance(offer, Pasted):
        content = offer.content
    else:
        try:
            if not offer.is_file():
                return Refused(f"{name} is not a file. Choose a file.")
            with offer.open("rb") as file:
                if os.fstat(file.fileno()).st_size > MOST_BYTES:
                    return too_large
                content = file.read(MOST_BYTES + 1)  # it may be growing
        except OSError:
            return Refused(f"{name} cannot be read. Check that it is not open elsewhere.")
    if len(content) > MOST_BYTES:
        return too_large
    return content or Refused(f"{name} is empty. Choose another file.")
