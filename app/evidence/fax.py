"""Black and white pixels packed as a fax of group 4 (ITU-T T.6), cut where they end.

`taken_over` asks, in the child: what stands behind the end is seen by nobody, so it stays behind.
"""

_END = f"{0x001001:024b}"
"""Two end-of-line codes; they may begin at any bit of a byte, and no other codes look like them."""


def plain_fax(packed: bytes) -> bytes | None:
    """The pixels up to the mark of their end; None without one, which some programs leave out."""
    bits = f"{int.from_bytes(packed):0{len(packed) * 8}b}"
    found = bits.find(_END)
    return packed[: (found + len(_END) + 7) // 8] if found >= 0 else None
