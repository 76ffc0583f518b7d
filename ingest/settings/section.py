"""What a group of settings is, and the ranges that several of them use."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(gt=0, le=86_400 * 30)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Bytes = Annotated[int, Field(ge=1_000, le=1_000_000_000)]
Port = Annotated[int, Field(ge=0, le=65_535)]


class Section(BaseModel):
    """A group of settings; an unknown name in it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)
