"""What every part of a guide or card file has in common; the models of the files build on it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
MaybeWords = Annotated[str, StringConstraints(strip_whitespace=True)]
Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_./]*$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Za-z0-9_]+){2,}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{4}$")]


class Part(BaseModel):
    """A part of a guide file; names it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
