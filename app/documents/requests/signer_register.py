"""The register of signers: whose signing keys there are, so that a printed key can be looked up.

`services.requests.signer_register` builds it. Whoever checks a chart note without the practice's
record compares the key on its pages, or in what `chartproof verify` says, with this list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import Document, Grid, KeyValues, Paragraph
from app.documents.page_frame import framed, head
from app.documents.requests.binder import SIGNER_COLUMNS, Signer
from app.domain.practice.people import Practice

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

    practice: Practice
    made: str
    made_by: str
    signers: Sequence[Signer]


def build(register: Register) -> Document:
    """The register, in the order of names."""
    rows = tuple((s.name, s.credential, s.license, s.npi, s.key, s.used) for s in register.signers)
    blocks = (
        *head(register.practice, TITLE),
        KeyValues(
            (
                ("Practice NPI", register.practice.npi or "not given"),
                ("Keys", str(len(rows))),
                ("Made", register.made),
                ("Made by", register.made_by or "not named"),
            ),
            columns=2,
        ),
        Paragraph(WHAT_IT_IS),
        Grid(SIGNER_COLUMNS, rows) if rows else Paragraph(NOBODY),
    )
    practice = register.practice
    return framed(practice, TITLE, blocks, left=practice.name, foot=f"Made {register.made}")
