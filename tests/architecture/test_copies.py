"""Who keeps a copy of another's records hears of their whole life: each fact of their aggregate is consumed, or ignored for a reason."""

from collections import defaultdict
from collections.abc import Mapping

import pytest
from campaigns_svc.handlers import HANDLERS as CAMPAIGNS
from media_svc.handlers import HANDLERS as MEDIA
from meetings_svc.handlers import HANDLERS as MEETINGS
from members_svc.handlers import HANDLERS as MEMBERS
from subscriptions_svc.handlers import HANDLERS as SUBSCRIPTIONS

from contracts import generate

CONSUMERS = {"campaigns": CAMPAIGNS, "media": MEDIA, "meetings": MEETINGS, "members": MEMBERS, "subscriptions": SUBSCRIPTIONS}
BEFORE_LAUNCH = "members see no campaign before its launch, and the copy holds what members see"
NOT_SHOWN = "what it tells of is not in the copy"
VACANCY = "whether somebody is in the post is told by tenure-started and post-fell-vacant"
BY_TENURE = "seats and roles follow tenures, and these say themselves that they start and end"
NAME_ONLY = "the copy holds an entity's name, which this leaves as it is"

IGNORED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("campaigns", "members.entity"): dict.fromkeys(("entity-merged", "entity-dissolved", "entity-restored"), NAME_ONLY),
    ("campaigns", "media.asset"): {},
    ("media", "media.asset"): dict.fromkeys(("asset-rejected", "asset-removed"), "a record of its own, which it writes itself"),
    ("media", "members.entity"): {
        **dict.fromkeys(("entity-registered", "entity-edited", "entity-renamed"), "owners are kept by code, without a name"),
        "entity-dissolved": "nobody takes over: what it owned stays under its code, for the secretariat",
        "entity-restored": "what another took over is given back one by one",
    },
    ("media", "campaigns.campaign"): {
        **dict.fromkeys(
            ("campaign-submitted", "review-started", "changes-requested", "campaign-approved", "campaign-scheduled", "campaign-recalled",
             "campaign-restored", "campaign-unscheduled"),
            BEFORE_LAUNCH,
        ),
        **dict.fromkeys(
            ("campaign-amended", "campaign-reopened", "campaign-evaluated", "campaign-superseded", "evaluation-fell-due",
             "evaluation-reopened", "exemplar-marked", "exemplar-revoked", "kpi-reported", "comment-posted", "comment-edited"),
            "members see the campaign and its cover as before",
        ),
    },
    ("meetings", "campaigns.campaign"): {
        **dict.fromkeys(
            ("campaign-submitted", "review-started", "changes-requested", "campaign-approved", "campaign-scheduled", "campaign-recalled",
             "campaign-restored", "campaign-unscheduled", "campaign-deleted"),
            BEFORE_LAUNCH,
        ),
        **dict.fromkeys(("campaign-amended", "kpi-reported", "comment-posted", "comment-edited"), NOT_SHOWN),
    },
    ("meetings", "members.entity"): {},
    ("meetings", "members.post"): {
        **dict.fromkeys(("tenure-ended", "acting-cover-set", "tenure-corrected"), VACANCY),
        **dict.fromkeys(("appointment-proposed", "appointment-dropped"), "an offer changes no post before a tenure starts"),
    },
    ("meetings", "members.person"): {
        "role-granted": "the copy is a private calendar, which its owner begins themselves",
        "person-moved": "a calendar is its owner's, wherever they work",
        "person-removed": "who is removed never signed in, and so never began a calendar",
        **dict.fromkeys(("card-confirmed", "mistake-reported", "mistake-settled", "mistake-reopened"), NOT_SHOWN),
    },
    ("meetings", "meetings.outcome"): dict.fromkeys(
        ("decision-amended", "decision-rescinded", "decision-reinstated", "action-item-amended", "action-item-closed",
         "action-item-reassigned",
         "action-item-fell-overdue", "action-item-reopened", "action-item-started"),
        "what is carried over is read anew for every agenda that is shown",
    ),
    ("meetings", "media.document"): {
        **dict.fromkeys(
            ("version-took-effect", "version-superseded"), "a version is proposed from its publication until the next one or its withdrawal"
        ),
        "past-version-entered": "nobody prepares for what was in force before",
    },
    ("members", "members.entity"): {
        "entity-registered": "a new entity is on nobody's card",
        "entity-renamed": "told beside entity-edited",
    },
    ("members", "members.post"): {
        **dict.fromkeys(("post-fell-vacant", "acting-cover-set", "tenure-corrected", "post-reopened"), BY_TENURE),
        "post-closed": "a post is closed when nobody is in it, and so on nobody's card",
        **dict.fromkeys(("appointment-proposed", "appointment-dropped"), "an offer is on no card before a tenure starts"),
    },
    ("subscriptions", "members.person"): {
        "person-removed": "who is removed never signed in, and so owns no subscription",
        "person-moved": "a subscription is its post's, and reads by the roles of its owner, which a move leaves as they are",
        **dict.fromkeys(("card-confirmed", "mistake-reported", "mistake-settled", "mistake-reopened"), NOT_SHOWN),
    },
    ("subscriptions", "members.post"): {
        **dict.fromkeys(("acting-cover-set", "tenure-corrected", "post-edited"), "who is in the post is the same as before"),
        **dict.fromkeys(("post-closed", "post-reopened"), "nobody is in the post, which post-fell-vacant has told"),
        **dict.fromkeys(("appointment-proposed", "appointment-dropped"), "an offer changes no post before a tenure starts"),
    },
    ("subscriptions", "members.entity"): {
        **dict.fromkeys(("entity-registered", "entity-edited", "entity-renamed"), "entities are kept by code, without a name"),
        "entity-restored": "what ended with the entity is resumed by who answers for it",
    },
}  # fmt: skip


def life() -> Mapping[str, set[str]]:
    """The facts of each aggregate, by topic, without their versions."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in generate.events():
        found[event.topic].add(event.type.split(".")[1])
    return found


HEARD = {
    (name, topic): {reader.type.split(".")[1] for reader, _ in handlers.values() if reader.topic == topic}
    for name, handlers in CONSUMERS.items()
    for topic in handlers.topics
}


@pytest.mark.parametrize("copy", sorted(HEARD), ids="-".join)
def test_a_copy_hears_of_every_fact_of_its_records_or_says_why_not(copy: tuple[str, str]) -> None:
    heard, ignored = HEARD[copy], IGNORED[copy]
    assert heard | ignored.keys() == life()[copy[1]], "a fact is neither consumed nor ignored for a reason, or is of no event any more"
    assert not heard & ignored.keys()
    assert all(ignored.values())


def test_the_table_names_copies_that_are_kept_and_no_others() -> None:
    assert HEARD.keys() == IGNORED.keys()
