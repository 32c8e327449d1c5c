"""Posts made, renamed, closed and given back; who is in them is not decided here. Pure.

Who makes a post, changes its kind or gives it back must hold the right to give the role that comes with it.
"""

from dataclasses import replace
from datetime import datetime
from typing import get_args

from chassis.auth import Actor
from chassis.errors import Text
from chassis.event import Fact

from members_svc.errors import PostClosed, PostIsHeld, PostOpen
from members_svc.policy import POLICY
from members_svc.posts.model import Change, Post, demand_right_to_give, is_offered, told_of
from members_svc.published import PostClosed as PostClosedFact
from members_svc.published import PostEdited, PostKind, PostParticular, PostReopened


def create(id_: str, entity: str, kind: PostKind, title: Text, *, is_network_seat: bool, by: Actor) -> Change:
    """A new post with nobody in it; nothing is announced before somebody is. Raises RoleNotYoursToGive."""
    POLICY.require(by, "post.create", entity)
    demand_right_to_give(kind, entity, by)
    if is_network_seat:
        POLICY.require(by, "post.give-seat", entity)
    return Post(id_, entity, kind, title, is_network_seat), None


def edit(post: Post, title: Text, kind: PostKind, *, is_network_seat: bool, by: Actor, at: datetime) -> Change:
    """Another title; another kind while nobody is in the post or asked to take it; the network seat given or taken.

    Unchanged when it is so already. Raises PostClosed, PostIsHeld, RoleNotYoursToGive.
    """
    POLICY.require(by, "post.edit", post.entity)
    demand_right_to_give(post.kind, post.entity, by)
    demand_right_to_give(kind, post.entity, by)
    if is_network_seat != post.is_network_seat:
        POLICY.require(by, "post.give-seat", post.entity)
    if post.closed:
        raise PostClosed
    if kind != post.kind:
        _demand_nobody(post, at)
    new = {"title": title, "kind": kind, "network-seat": is_network_seat}
    old = {"title": post.title, "kind": post.kind, "network-seat": post.is_network_seat}
    changed = tuple(name for name in get_args(PostParticular) if new[name] != old[name])
    if not changed:
        return post, None
    edited = replace(post, title=title, kind=kind, is_network_seat=is_network_seat)
    return edited, Fact(PostEdited(**told_of(edited), is_network_seat=is_network_seat, changed=changed), at)


def abolish(post: Post, *, by: Actor, at: datetime) -> Change:
    """Close a post that nobody is in. Raises PostClosed, PostIsHeld, RoleNotYoursToGive."""
    POLICY.require(by, "post.close", post.entity)
    demand_right_to_give(post.kind, post.entity, by)
    if post.closed:
        raise PostClosed
    _demand_nobody(post, at)
    return replace(post, closed=True, is_network_seat=False), Fact(PostClosedFact(**told_of(post)), at)


def reopen(post: Post, *, by: Actor, at: datetime) -> Change:
    """Give a closed post back, with nobody in it and without the network seat. Raises PostOpen, RoleNotYoursToGive."""
    POLICY.require(by, "post.close", post.entity)
    demand_right_to_give(post.kind, post.entity, by)
    if not post.closed:
        raise PostOpen
    return replace(post, closed=False, closed_with_entity=False), Fact(PostReopened(**told_of(post)), at)


def reopen_with_entity(post: Post, *, by: Actor, at: datetime) -> Change:
    """Give a post back that closed because its entity ended; one that somebody closed stays so."""
    return reopen(post, by=by, at=at) if post.closed_with_entity else (post, None)


def _demand_nobody(post: Post, at: datetime) -> None:
    if post.holder or is_offered(post, at):
        raise PostIsHeld
