"""What people write arrives cleaned, at every door: each text of a request is a `OneLine` or a `Lines` of chassis.fields."""

import importlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, get_args, get_origin

from chassis.fields import visible, visible_on_one_line
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator

from contracts.generate import SERVICES

CLEANED = {visible, visible_on_one_line}
# Names of records and of things of a fixed list: what is not there is not found, and nobody reads them as text.
NO_TEXTS = {
    "answers.key", "assetId", "assetIds", "campaignId", "campaigns", "clientId", "contentType", "delegatePost",
    "derivedFrom", "document", "dropLogos", "email", "entity", "field", "id", "ids", "item", "items", "items.key",
    "mentions", "metric", "number", "occasion", "origin", "ownerPost", "parent", "postId", "proposal", "ref",
    "replacement", "replaces", "series", "sink", "successor", "texts.key", "topic", "types",
}  # fmt: skip


def routes() -> Iterator[APIRoute]:
    for name in SERVICES:
        for router in importlib.import_module(f"{name}.app").ROUTERS:
            yield from (route for route in router.routes if isinstance(route, APIRoute))


def bodies() -> set[type[BaseModel]]:
    """The models that a request may carry."""
    return {model for route in routes() for one in route.dependant.body_params for model in models(one.field_info.annotation, frozenset())}


def models(annotation: Any, above: frozenset[Any]) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in above:
            yield annotation
            for field in annotation.model_fields.values():
                yield from models(field.annotation, above | {annotation})
        return
    for one in get_args(annotation):
        yield from models(one, above)


def strings(name: str, annotation: Any, metadata: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The strings in an annotation, each with what is said of it."""
    if annotation is str:
        yield name, list(metadata)
    elif get_origin(annotation) is Annotated:
        of, *more = get_args(annotation)
        yield from strings(name, of, [*metadata, *more])
    elif get_origin(annotation) is dict:
        key, value = get_args(annotation)
        yield from strings(f"{name}.key", key, ())
        yield from strings(name, value, ())
    else:
        for one in get_args(annotation):
            if not isinstance(one, str):  # a literal has values, not types
                yield from strings(name, one, metadata)


def is_checked(said: Iterable[Any]) -> bool:
    """Whether it goes by a rule of its own (a pattern, an address, a telephone number) or is cleaned."""
    return any(getattr(one, "pattern", None) or isinstance(one, BeforeValidator) for one in said)


def test_every_text_of_a_request_is_cleaned_of_what_nobody_sees() -> None:
    found = [
        (model.__name__, place, said)
        for model in bodies()
        for name, field in model.model_fields.items()
        for place, said in strings(field.alias or name, field.annotation, field.metadata)
    ]
    texts = [one for one in found if any(isinstance(rule, BeforeValidator) and rule.func in CLEANED for rule in one[2])]
    assert len(texts) > 60
    assert [(model, place) for model, place, said in found if place not in NO_TEXTS and not is_checked(said)] == []
