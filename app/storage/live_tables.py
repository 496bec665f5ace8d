"""The tables by which programs work side by side: what decisions left out, who has what open."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from app.storage.tables import ID, Moment, metadata

left_out = Table(
    "left_out",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("record_id", String(ID), nullable=False),
    Column("path", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("entered_by", String(ID), nullable=False),
    Column("entered_at", Moment),
    Column("left_out_by", String(ID), nullable=False),
    Column("left_out_at", Moment, nullable=False),
    Index(None, "kind", "record_id", "left_out_at"),
)

openings = Table(  # a note begun just now may not be stored yet: no reference to the notes
    "openings",
    metadata,
    Column("note_id", String(ID), primary_key=True),
    Column("workstation", String(ID), primary_key=True),
    Column("who", String(ID), nullable=False),
    Column("since", Moment, nullable=False),
    Index(None, "workstation"),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("workstation", String(ID), primary_key=True),
    Column("beats", Integer, nullable=False),
)
