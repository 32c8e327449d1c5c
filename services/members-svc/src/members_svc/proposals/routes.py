"""The HTTP door of proposed appointments."""

from typing import Annotated

from chassis.clock import dubai_day
from chassis.http import BiText, CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router
from chassis.idempotency import derived_id
from fastapi import Path, Response

from members_svc.errors import PersonNotFound
from members_svc.policy import POLICY
from members_svc.posts.model import Tenure
from members_svc.posts.routes import answer
from members_svc.posts.schemas import PendingAppointment, PostWithTenures
from members_svc.proposals import commands
from members_svc.proposals.model import seen_by
from members_svc.proposals.schemas import Answer, NewProposal, OfferBody
from members_svc.routes import Held
from members_svc.schemas import EntityRefBody, Id

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.get("/people/{person_id}/offers", permission="tenure.consent")
async def list_offers(person_id: IdInPath, by: CurrentActor, stores: Held, now: Now) -> Page[OfferBody]:
    """The posts of other entities that somebody is asked to take; they alone and the secretariat see this list."""
    if by.id != person_id and not POLICY.allows(by, "tenure.start-across"):
        raise PersonNotFound
    at = now()
    people = {person_id: await stores.people.get(person_id)}
    posts = await stores.posts.proposed_to(person_id)
    names = await stores.entities.named(post.entity for post in posts)
    items = []
    for post in posts:
        where = EntityRefBody(code=post.entity, name=BiText.of(names[post.entity]))
        told = {"post_id": post.id, "post_kind": post.kind, "post_title": BiText.of(post.title), "entity": where, "version": post.version}
        offers = [PendingAppointment.of(one, acts, people) for one, acts in seen_by(by, post, at) if one.person == person_id]
        items += [OfferBody(**{name: getattr(one, name) for name in PendingAppointment.model_fields}, **told) for one in offers]
    return Page(items=items, next=None)


@router.post("/posts/{post_id}/propose", permission="tenure.start", response_model=PostWithTenures)
async def propose_appointment(
    post_id: IdInPath, body: NewProposal, expected: IfMatch, by: CurrentActor, key: IdempotencyKey, stores: Held, now: Now
) -> Response:
    """Ask a person of another entity to take the post. Nothing follows before they, or the secretariat, accept."""
    at = now()
    tenure = Tenure(body.person_id, body.kind, dubai_day(at), body.to)
    made = derived_id(by.id, key)
    post = await commands.propose_appointment(stores.posts, stores.people, post_id, tenure, made, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)


@router.post("/posts/{post_id}/accept", permission="tenure.consent", response_model=PostWithTenures)
async def accept_appointment(post_id: IdInPath, body: Answer, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Take the post that one is asked to take, from today; the secretariat may accept in a person's place."""
    at = now()
    post = await commands.accept_appointment(stores.posts, stores.people, post_id, body.proposal_id, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)


@router.post("/posts/{post_id}/decline", permission="tenure.consent", response_model=PostWithTenures)
async def decline_appointment(post_id: IdInPath, body: Answer, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Say no to a proposed appointment."""
    at = now()
    post = await commands.decline_appointment(stores.posts, post_id, body.proposal_id, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)


@router.post("/posts/{post_id}/withdraw", permission="tenure.start", response_model=PostWithTenures)
async def withdraw_appointment(post_id: IdInPath, body: Answer, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Take a proposed appointment back."""
    at = now()
    post = await commands.withdraw_appointment(stores.posts, post_id, body.proposal_id, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)
