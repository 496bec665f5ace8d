"""What SQLite and PostgreSQL write differently; the repositories use it as any other SQL."""

from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class stored_bytes(GenericFunction[bytes]):  # noqa: N801 - SQLAlchemy names functions so
    """The bytes that a text is stored as, be they a text or not."""

    type = LargeBinary()
    inherit_cache = True


@compiles(stored_bytes)
def _cast(element: stored_bytes, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the compiler's own
    return f"CAST({compiler.process(element.clauses, **more)} AS BLOB)"


@compiles(stored_bytes, "postgresql")
def _converted(element: stored_bytes, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the compiler's own
    """A cast would read backslashes as signs of its own."""
    return f"convert_to({compiler.process(element.clauses, **more)}, 'UTF8')"
