"""Telephone numbers, addresses and passwords as programs paste them and people type them."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from members_svc.credentials.model import canonical_email, demand_strength
from members_svc.credentials.schemas import CredentialsToCheck
from members_svc.errors import WeakPassword
from members_svc.schemas import grouped, parse_email, parse_phone
from pydantic_core import PydanticCustomError

from .conftest import GATEWAY, SECRETARY, Call, Network

NUMBER = "+971501234567"
WRITTEN = (
    "+971501234567",
    "\u202a+971501234567\u202c",
    "\u2066+971 50 123 4567\u2069",
    "+971 50 123 4567",
    "+971-50-123-4567",
    "+971\u00a050\u00a0123\u00a04567",
    "+971\u201150\u2011123\u20114567",
    "+971\u201350\u2013123\u20134567",
    "+971 (50) 123.4567",
    "+971 (0)50 123 4567",
    "00971501234567",
    "00 971 50 123 4567",
    "0501234567",
    "050-123-4567",
    "٠٥٠١٢٣٤٥٦٧",
    "+٩٧١ ٥٠ ١٢٣ ٤٥٦٧",
    "\u06f0\u06f5\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7",
    "\uff0b\uff19\uff17\uff11501234567",
    "tel:+971501234567",
    "\ufeff+971501234567",
    "+971501234567\u200f",
    "  +971501234567\t",
)
REFUSED = {
    "+0501234567": "phone_country",
    "+999123456789": "phone_country",
    "+97150": "phone_length",
    "+9715012345678901": "phone_length",
    "": "phone_length",
    "+": "phone_length",
    "123456": "phone_home",
    "050 123 456x": "phone_character",
    "+971+501234567": "phone_character",
    "+971501234567;ext=5": "phone_character",
    "رقمي ٠٥٠": "phone_character",
    "050\u0000123": "phone_character",
    "1" * 41: "phone_length",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert parse_phone(written) == NUMBER


@pytest.mark.parametrize(("written", "code"), REFUSED.items())
def test_what_is_no_number_is_refused_by_its_reason(written: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        parse_phone(written)
    assert refusal.value.type == code


@given(st.integers(0, 9_999_999), st.lists(st.sampled_from(["", " ", "-", "\u00a0", ".", "\u200e"]), min_size=7, max_size=7))
def test_whatever_stands_between_the_figures_the_number_is_the_same(rest: int, between: list[str]) -> None:
    figures = f"{rest:07d}"
    pasted = "+97150" + "".join(gap + one for gap, one in zip(between, figures, strict=True))
    assert parse_phone(pasted) == f"+97150{figures}"
    assert re.sub(r"\D", "", grouped(f"+97150{figures}")) == f"97150{figures}"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    with suppress(PydanticCustomError):
        assert re.fullmatch(r"\+[1-9]\d{4,14}", str(parse_phone(typed)))


@given(st.text(max_size=80))
def test_whatever_is_typed_is_one_address_or_refused(typed: str) -> None:
    with suppress(PydanticCustomError):
        found = str(parse_email(typed))
        assert found.count("@") == 1
        assert not set(found) & set(' ,;:<>"\r\n\0')
        assert parse_email(found) == found


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Office@Dept-01.EXAMPLE", "Office@dept-01.example"),
        (" office@dept-01.example\u00a0", "office@dept-01.example"),
        ("mailto:office@dept-01.example", "office@dept-01.example"),
        ("<office@dept-01.example>", "office@dept-01.example"),
        ("\u202aoffice@dept-01.example\u202c", "office@dept-01.example"),
        ("office+press@dept-01.example", "office+press@dept-01.example"),
        ("o'neil@dept-01.example", "o'neil@dept-01.example"),
        ("محمد@هيئة.example", "محمد@هيئة.example"),
    ],
)
def test_an_address_is_kept_as_it_is_meant(typed: str, kept: str) -> None:
    assert parse_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a@b.example,c@d.example", "email_character"),
        ("a@b.example;c@d.example", "email_character"),
        ("a b@c.example", "email_character"),
        ("a@b.example\r\nBcc:c@d.example", "email_character"),
        ("a@b.example\0", "email_character"),
        ("Name <a@b.example>", "email_character"),
        ("a@b.example.", "email_form"),
        ("a@b", "email_form"),
        ("@b.example", "email_form"),
        ("a..b@c.example", "email_form"),
        ("", "email_form"),
        ("mailto:a@b.example?cc=c", "email_form"),
    ],
)
def test_what_is_not_one_address_is_refused(typed: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        parse_email(typed)
    assert refusal.value.type == code


async def test_a_number_is_kept_in_one_form_shown_in_groups_and_refused_by_the_character(call: Call, network: Network) -> None:
    person = await network.person("D01", contact={"officePhone": "\u202a٠٥٠ ١٢٣ ٤٥٦٧\u202c", "email": "mailto:Office@dept-01.example"})
    assert person["contact"]["officePhone"] == NUMBER
    assert person["grouped"] == {"officePhone": "+971 50 123 4567"}
    assert person["contact"]["email"] == "Office@dept-01.example"
    for language, told in (("en", "has no x there"), ("ar", "لا مكان لـ x")):
        body = {"contact": {"mobile": "0501x"}}
        path, headers = f"/people/{person['id']}", {"Accept-Language": language}
        answer = await call(SECRETARY, "PATCH", path, version=1, json=body, headers=headers)
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["pointer"], error["code"]) == (422, "/contact/mobile", "phone-character")
        assert told in error["detail"]


# ---- signing in ----


@pytest.mark.parametrize(
    "written",
    ["Director@Dept-01.Example", " director@dept-01.example ", "\u202adirector@dept-01.example\u202c", "\ufeffdirector@dept-01.example"],
)
def test_a_pasted_address_is_the_one_that_was_meant(written: str) -> None:
    assert canonical_email(written) == "director@dept-01.example"


@given(st.text(min_size=1, max_size=40))
def test_a_password_arrives_as_it_was_typed(password: str) -> None:
    body = CredentialsToCheck.model_validate({"email": "a@b.example", "password": password})
    assert body.password.get_secret_value() == password


@pytest.mark.parametrize("password", ["        ", "ｐａｓｓｗｏｒｄ１２３", "\u2003" * 9])
def test_a_common_password_in_disguise_is_weak(password: str) -> None:
    with pytest.raises(WeakPassword):
        demand_strength(password, "someone@dept.example")


async def test_one_signs_in_with_the_very_password_and_no_other(call: Call, network: Network) -> None:
    post, person = await network.seated()
    assert post
    email, password = "someone@dept-01.example", " pass\u00e9word lantern ٠١ "
    await network.do("POST", "/credentials", {"personId": person["id"], "email": email, "password": password}, by=GATEWAY, status=204)

    async def signs_in(typed: str, address: str = email) -> int:
        body = {"email": address, "password": typed, "origin": typed}
        return (await call(GATEWAY, "POST", "/credentials/check", json=body)).status_code

    assert await signs_in(password) == await signs_in(" passe\u0301word lantern ٠١ ") == 200
    assert await signs_in(password, " Someone@DEPT-01.example\u200f") == 200
    refused = [await signs_in(one) for one in (password.strip(), password.replace("٠١", "01"), password + " ")]
    assert refused == [401, 401, 401]
    assert await signs_in(password, f"{email}.") == 401
    assert await signs_in(password, f"{email}\0") == 400, "what cannot be kept is no address of anybody"
