"""The register of signers: whose signing keys there are, so that a printed key can be looked up.

`services.requests.signer_register` builds it. Whoever checks a chart note without the practice's
record compares the key on its pages, or in what `chartproof verify` says, with this list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    KeyValues,
    Letterhead,
    PageSize,
    Paragraph,
)
from app.documents.requests.binder import SIGNER_COLUMNS, Signer

TITLE = "Register of signers"
WHAT_IT_IS = (
    "Every key that ever signed for this practice, with whose it is. A chart note prints the"
    " fingerprint of each key under the signature it made. A key that is not in this list signed"
    " nothing for this practice; one that has ended signed nothing after its last day."
)
NOBODY = "Nobody has a signing key yet."


@dataclass(frozen=True, slots=True)
class Register:
    """The register in final words."""

    practice: str
    address: str
    npi: str
    made: str
    made_by: str
    signers: Sequence[Signer]
    paper: PageSize = "letter"


def build(register: Register) -> Document:
    """The register, in the order of names."""
    rows = tuple((s.name, s.credential, s.license, s.npi, s.key, s.used) for s in register.signers)
    blocks: tuple[Block, ...] = (
        Letterhead(
            register.practice or "Practice not named",
            (register.address,) if register.address else (),
            (TITLE,),
        ),
        Heading(TITLE, 1),
        KeyValues(
            (
                ("Practice NPI", register.npi or "not given"),
                ("Keys", str(len(rows))),
                ("Made", register.made),
                ("Made by", register.made_by or "not named"),
            ),
            columns=2,
        ),
        Paragraph(WHAT_IT_IS),
        Grid(SIGNER_COLUMNS, rows) if rows else Paragraph(NOBODY),
    )
    return Document(
        title=TITLE,
        blocks=blocks,
        author=register.practice,
        page_size=register.paper,
        header_left=(register.practice,) if register.practice else (),
        header_right=(TITLE,),
        footer=f"Made {register.made}",
    )
