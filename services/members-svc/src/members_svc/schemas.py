"""Shapes that every noun of this service uses."""

from typing import Annotated, Any

from chassis.errors import Text
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,15}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]


def not_removable(value: Any) -> Any:
    """In a merge patch null removes; what a record cannot do without is left out of the patch to stay as it is. Raises ValueError."""
    if value is None:
        raise PydanticCustomError("not_removable", "This cannot be removed; leave it out to keep it as it is")
    return value


class BiName(Body):
    """A name in both languages; neither is empty."""

    ar: Name
    en: Name

    @property
    def text(self) -> Text:
        """As the model holds it."""
        return Text(self.ar, self.en)


class BiNamePatch(Body):
    """A new name in one language or in both."""

    ar: Name | None = None
    en: Name | None = None

    _kept = field_validator("ar", "en", mode="before")(not_removable)

    def over(self, text: Text) -> Text:
        """The text with what was sent in place of what was there."""
        return Text(self.ar or text.ar, self.en or text.en)


class EntityRefBody(Body):
    """An entity by code and name."""

    code: str = Field(examples=["D01"])
    name: BiText


class PersonRefBody(Body):
    """A person as another record shows them."""

    id: str
    name: BiText
    initials: BiText
