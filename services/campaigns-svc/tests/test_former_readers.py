"""Every act that takes a reader from a campaign says who remains, and tells who lost it nothing that the campaign says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any, get_args

import pytest
from campaigns_svc import model
from campaigns_svc.corrections import model as corrections
from campaigns_svc.model import Campaign, readers_of
from campaigns_svc.plan.model import Classification, Plan
from chassis.audience import reads
from chassis.errors import DomainError

from .conftest import DIRECTOR
from .test_readers import READERS
from .test_states import AT, MAY, STATES, VERBS, WHY, campaign_in

# What is told of any campaign, open or not, and why it ended: no word of what it says.
BARE = {"campaignId", "changed", "audienceScope", "ref", "leadEntity", "topic", "reason"}
OTHERS: Mapping[str, Callable[[Plan], Plan]] = {
    **{f"class {kind}": lambda plan, kind=kind: replace(plan, classification=kind) for kind in get_args(Classification)},
    "no partner": lambda plan: replace(plan, partner_entities=()),
    "another partner": lambda plan: replace(plan, partner_entities=("D02",)),
}
ACTS: Mapping[str, Any] = {
    **VERBS,
    **{
        f"{name} of {what}": lambda campaign, act=act, other=other, **who: act(campaign, other(campaign.plan), **who)
        for (name, act), (what, other) in product(
            {"edit": model.edit, "correct": lambda one, plan, **who: corrections.correct(one, plan, WHY, **who)}.items(), OTHERS.items()
        )
    },
}


@pytest.mark.parametrize(("state", "kind"), list(product(STATES, get_args(Classification))))
def test_who_can_read_no_longer_is_left_nothing_of_what_was_told(state: str, kind: Classification) -> None:
    made = campaign_in(state)
    before = replace(made, plan=replace(made.plan, classification=kind))
    for verb, act in ACTS.items():
        actors = sorted(MAY.get(verb, {DIRECTOR}), key=lambda one: one.id)
        try:
            after, fact = act(before, by=actors[0], at=AT)
        except DomainError:
            continue
        gone = [one for one in READERS if reads(one, readers_of(before)) and not reads(one, readers_of(after))]
        if not gone:
            continue
        assert fact, (verb, "told nobody")
        scope = fact.event.audience_scope
        assert set(scope.remaining) == readers_of(after), verb
        assert all(reads(one, scope.readers) for one in gone), verb
        assert fact.event.model_dump(by_alias=True, exclude_none=True).keys() <= BARE, verb


def test_readers_are_lost_by_cancelling_narrowing_leaving_out_and_taking_back() -> None:
    """The test above tries every act; these are the ones that take somebody away."""
    found = set()
    for (state, kind), (verb, act) in product(product(STATES, get_args(Classification)), ACTS.items()):
        made: Campaign = campaign_in(state)
        before = replace(made, plan=replace(made.plan, classification=kind))
        try:
            after, _ = act(before, by=min(MAY.get(verb, {DIRECTOR}), key=lambda one: one.id), at=AT)
        except DomainError:
            continue
        if any(reads(one, readers_of(before)) and not reads(one, readers_of(after)) for one in READERS):
            found.add(verb.split()[0])
    assert found == {"recall", "cancel", "correct", "restore"}
