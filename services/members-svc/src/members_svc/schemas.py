"""Shapes that every noun of this service uses."""

import unicodedata
from typing import Annotated, Final

import phonenumbers
from chassis.errors import Text
from chassis.fields import OneLine, not_removable
from chassis.http import BiText, Body
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult
from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,15}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
Name = Annotated[OneLine, StringConstraints(min_length=1, max_length=300)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]


HOME: Final = "AE"  # where a number without a country is dialled
LONGEST_NUMBER: Final = 40
_BETWEEN: Final = frozenset(" -()./")
_DASHES: Final = "Pd"


def _seen(value: str) -> str:
    """What was pasted, without marks that nobody sees, in plain letters, figures and dashes."""
    plain = unicodedata.normalize("NFKC", "".join(one for one in value if unicodedata.category(one) != "Cf"))
    figures = (str(unicodedata.decimal(one)) if one.isdecimal() else one for one in plain)
    return "".join("-" if unicodedata.category(one) == _DASHES else one for one in figures).strip()


def _shown(character: str) -> str:
    """A character as a refusal names it: one that cannot be seen by its code."""
    return character if character.isprintable() and not character.isspace() else f"U+{ord(character):04X}"


def parse_phone(value: object) -> object:
    """The number that a text means, in E.164. Raises PydanticCustomError, which names the character that is none of a number."""
    if not isinstance(value, str):
        return value
    number = _seen(value).removeprefix("tel:").strip()
    for place, one in enumerate(number):
        if not (one.isdecimal() or one in _BETWEEN or (one == "+" and place == 0)):
            raise PydanticCustomError(
                "phone_character", "A telephone number has no {character} there; write it as +971 50 123 4567", {"character": _shown(one)}
            )
    if len(number) > LONGEST_NUMBER:
        raise _wrong_length()
    try:
        parsed = phonenumbers.parse(number, HOME)
    except NumberParseException as error:
        if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            raise PydanticCustomError("phone_country", "No country has this code; begin as in +971 50 123 4567") from error
        raise _wrong_length() from error
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        raise _wrong_length()
    if not number.startswith(("+", "00")) and not phonenumbers.is_valid_number(parsed):
        raise PydanticCustomError("phone_home", "This is no number of this country; begin with the code of its own, as in +971 50 123 4567")
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _wrong_length() -> PydanticCustomError:
    return PydanticCustomError("phone_length", "A telephone number of this length does not exist; write it as +971 50 123 4567")


def grouped(number: str) -> str:
    """A number in E.164 as people read it; what was kept before and is none stays as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return number


def parse_email(value: object) -> object:
    """The one address that a text means. Raises PydanticCustomError, which names the character that is none of an address."""
    if not isinstance(value, str):
        return value
    address = _seen_address(value)
    local, _, domain = address.rpartition("@")
    for one in local + domain:
        if one.isspace() or not one.isprintable() or one in '@,;:<>()[]"\\':
            raise PydanticCustomError(
                "email_character", "An e-mail address has no {character} there; write one address", {"character": _shown(one)}
            )
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("email_form", "Write one e-mail address, such as office@dept-01.example") from error


def _seen_address(value: str) -> str:
    """Without marks that nobody sees, and what programs put around an address that is copied."""
    address = unicodedata.normalize("NFKC", "".join(one for one in value if unicodedata.category(one) != "Cf")).strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    return address[1:-1].strip() if address.startswith("<") and address.endswith(">") else address


Phone = Annotated[
    str, BeforeValidator(parse_phone), WithJsonSchema({"type": "string", "examples": ["+971 50 123 4567"]}, mode="validation")
]
Email = Annotated[str, BeforeValidator(parse_email), WithJsonSchema({"type": "string", "format": "email"}, mode="validation")]


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
