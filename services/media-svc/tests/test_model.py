"""The rules of an upload, without servers."""

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import media_svc
import pytest
from chassis.auth import Actor
from chassis.clock import now
from chassis.errors import Forbidden
from media_svc import errors, model
from media_svc.model import Asset, Findings, Rendition, Status, Wish
from media_svc.published import AssetAccepted, AssetRejected, ReasonCode

from .conftest import EDITOR, OTHER, SECRETARY, SEED, VIEWER, person

AT = now()
COVER = Wish("photo", "campaign-cover", "a.jpg", "image/jpeg", 1000)
FOUND = Findings("ab" * 32, 10, 5, (Rendition("card", 10, 5, "image/webp"),))


def announced(wish: Wish = COVER, *, by: Actor = EDITOR, limit: int = 2000) -> Asset:
    return model.announce("photo-1", wish, limit=limit, by=by, at=AT)[0]


def checking() -> Asset:
    return model.arrive(announced(), by=EDITOR, at=AT)[0]


@pytest.mark.parametrize(("by", "owner"), [(EDITOR, "D01"), (OTHER, "D02"), (SECRETARY, "GNGC-SEC"), (SEED, "GNGC-SEC")])
def test_an_upload_belongs_to_the_entity_of_whoever_uploads(by: Actor, owner: str) -> None:
    if by is SECRETARY:
        by = replace(by, entity="GNGC-SEC")
    assert announced(by=by).owner == owner


def test_who_only_looks_uploads_nothing() -> None:
    with pytest.raises(Forbidden):
        announced(by=VIEWER)


def test_only_the_studio_uploads_for_the_studio() -> None:
    with pytest.raises(Forbidden):
        announced(replace(COVER, purpose="studio"))
    assert announced(replace(COVER, purpose="studio"), by=person("p", "D04", ("studio-officer", "D04"))).owner == "D04"


def test_a_type_that_is_not_accepted_is_refused_with_those_that_are() -> None:
    with pytest.raises(errors.TypeNotAccepted, match="image/jpeg, image/png, image/webp"):
        announced(replace(COVER, content_type="image/svg+xml"))


def test_more_bytes_than_the_limit_are_refused() -> None:
    announced(limit=1000)
    with pytest.raises(errors.FileTooLarge):
        announced(limit=999)


def test_another_entity_does_not_report_an_arrival() -> None:
    with pytest.raises(Forbidden):
        model.arrive(announced(), by=OTHER, at=AT)


@pytest.mark.parametrize("status", list(Status))
def test_each_step_is_taken_from_one_state_only(status: Status) -> None:
    asset = replace(announced(), status=status)
    steps: dict[Status, list[Any]] = {
        Status.PENDING: [lambda: model.arrive(asset, by=EDITOR, at=AT)],
        Status.CHECKING: [lambda: model.accept(asset, FOUND, at=AT), lambda: model.reject(asset, "broken", at=AT)],
    }
    for before, ways in steps.items():
        for step in ways:
            if status is before:
                assert step()[0].status is not status
            else:
                with pytest.raises((errors.NotPending, errors.NotChecking)):
                    step()


def test_an_accepted_photo_is_announced_to_its_owner_and_the_secretariat() -> None:
    asset, fact = model.accept(checking(), FOUND, at=AT)
    assert asset.status is Status.READY
    assert fact
    assert isinstance(fact.event, AssetAccepted)
    assert fact.event.audience_scope.codes == ("D01", "GNGC-SEC")
    assert [(one.name, one.width) for one in fact.event.renditions] == [("card", 10)]


@pytest.mark.parametrize("reason", get_args(ReasonCode))
def test_every_reason_is_told_in_both_languages(reason: ReasonCode) -> None:
    _, fact = model.reject(checking(), reason, at=AT)
    assert fact
    assert isinstance(fact.event, AssetRejected)
    assert fact.event.explanation.ar
    assert fact.event.explanation.en


def test_the_reasons_of_the_check_are_those_that_are_published() -> None:
    """The modules of the check import nothing of the service, so their codes are plain strings."""
    source = "".join(path.read_text() for path in Path(media_svc.__path__[0]).rglob("renditions.py"))
    said = {word for word in errors.REASONS if f'"{word}"' in source}
    assert said | {"never-arrived", "malware", "not-checked"} == set(get_args(ReasonCode)) == set(errors.REASONS)


def test_a_cover_is_shown_once_per_campaign_and_hidden_from_one_alone() -> None:
    asset = announced()
    for campaign in ("b", "a", "b"):
        asset, _ = model.show_in(asset, campaign, at=AT)
    assert asset.used_by == ("a", "b")
    assert model.hide_from(asset, "a", at=AT)[0].used_by == ("b",)


def test_nothing_of_the_users_file_name_is_in_a_key() -> None:
    asset = announced(replace(COVER, file_name="../../etc.jpg"))
    assert {asset.upload_key, asset.file_key} == {"photos/photo-1", "files/photo-1"}
