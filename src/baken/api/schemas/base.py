"""What all shapes share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A code of a list of the region, or of an organisation."""
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,30}$")]
"""The code of an indicator, such as ``AU-04``."""


class Out(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(extra="forbid")


class In(BaseModel):
    """Something that is sent. An unknown field is refused: it may be a mistyped one."""

    model_config = ConfigDict(extra="forbid")


class Labelled(Out):
    """A code with its words."""

    slug: str
    label: str


class SourceOut(Out):
    """Where a statement comes from."""

    title: str
    url: str | None
    mark: str | None
