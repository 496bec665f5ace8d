"""A document as plain JSON values and back; what a chart note carries inside its own file.

`services.seals.embedded_note` writes and reads it, so that `verify` can print it again and compare.
"""

from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, get_args

from pydantic import JsonValue, TypeAdapter, ValidationError

from app.documents.blocks import Block, Document, KeepTogether

_BLOCKS: dict[str, type] = {each.__name__: each for each in get_args(Block)}
_KIND = "block"


def plain_document(document: Document) -> JsonValue:
    """The document as JSON values; each block names its kind."""
    return _plain(document)


def document_of(plain: object) -> Document | None:
    """The document again; None for values that are none."""
    try:
        if not isinstance(plain, dict):
            return None
        blocks = tuple(_block(each) for each in plain["blocks"])
        rest = {name: value for name, value in plain.items() if name not in ("blocks", _KIND)}
        empty: Document = _reader(Document).validate_python({**rest, "blocks": ()})
    except (ValidationError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Document(**{**{f.name: getattr(empty, f.name) for f in fields(empty)}, "blocks": blocks})


def _plain(value: object) -> JsonValue:
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        name = type(value).__name__
        return {_KIND: name, **named} if name in _BLOCKS else named
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return str(value)  # what is signed holds no floating-point numbers; it is read back as one
    assert value is None or isinstance(value, str | int)  # blocks hold nothing else
    return value


def _block(plain: dict[str, Any]) -> Block:
    kind = _BLOCKS[plain[_KIND]]
    values = {name: value for name, value in plain.items() if name != _KIND}
    if "blocks" in values:  # what is kept together holds blocks itself
        return KeepTogether(tuple(_block(each) for each in values["blocks"]))
    block: Block = _reader(kind).validate_python(values)
    return block


@lru_cache(maxsize=32)
def _reader(kind: type) -> TypeAdapter[Any]:
    """Made once a kind: making one costs more than reading a hundred blocks."""
    return TypeAdapter(kind)
