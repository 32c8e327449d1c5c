"""Whether a changed event schema may keep its version: readers of either side must go on understanding the other.

The question is asked in the mixed form, closed producer against open consumer, because replays feed old events to new code and new events
reach old subscribers. Fields are only ever added, so that what holds from one release to the next holds between any two. Only the subset
of JSON Schema that pydantic writes for our events is understood; anything else counts as incompatible.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

_WORDS = frozenset(("$schema", "$id", "$defs", "title", "description", "examples", "default"))
_SHAPE = frozenset(("$ref", "type", "properties", "required", "items", "anyOf", "enum", "const"))
_LIMITS = frozenset(
    ("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems")
)


def incompatibilities(released: Schema, proposed: Schema) -> list[str]:
    """Sentences that say what breaks old readers or old events; empty when the version may stay."""
    if released == proposed:
        return []
    unknown = [*_unknown(released), *_unknown(proposed)]
    forwards = _refusals(released, proposed, released, proposed, "")
    backwards = _refusals(proposed, released, proposed, released, "")
    return sorted({*unknown, *forwards, *backwards, *_removals(released, proposed, released, proposed, "")})


def _unknown(schema: Schema, at: str = "") -> Iterator[str]:
    """Keywords about which nothing is known here."""
    closed = {"additionalProperties"} if schema.get("additionalProperties") is False else set()
    for keyword in sorted(schema.keys() - _WORDS - _SHAPE - _LIMITS - closed):
        yield f"{at or '/'}: {keyword} is beyond this check"
    for name, member in (*schema.get("properties", {}).items(), *schema.get("$defs", {}).items()):
        yield from _unknown(member, f"{at}/{name}")
    for part in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])):
        yield from _unknown(part, f"{at}/*")


def _refusals(producer: Schema, consumer: Schema, producer_root: Schema, consumer_root: Schema, at: str) -> Iterator[str]:
    """What a value that the producer may write and the consumer would not read looks like."""
    written, read = _resolve(producer, producer_root), _resolve(consumer, consumer_root)
    options, accepted = _options(written, producer_root), _options(read, consumer_root)
    for option in options:
        candidates = [other for other in accepted if _same_kind(option, other)]
        if not candidates:
            yield f"{at or '/'}: {_kind(option)} is written but not read"
        elif all(list(_kind_refusals(option, other, producer_root, consumer_root, at)) for other in candidates):
            yield from _kind_refusals(option, candidates[0], producer_root, consumer_root, at)


def _kind_refusals(option: Schema, other: Schema, producer_root: Schema, consumer_root: Schema, at: str) -> Iterator[str]:
    if extra := sorted(_values(option) - _values(other), key=str) if _values(other) else []:
        yield f"{at or '/'}: {', '.join(map(str, extra))} is written but not read"
    elif _values(other) and not _values(option):
        yield f"{at or '/'}: any {_kind(option)} is written, only some are read"
    for limit in sorted(limit for limit in _LIMITS if option.get(limit) != other.get(limit)):
        yield f"{at or '/'}: the {limit} differs"
    if _kind(option) == "array":
        yield from _refusals(option.get("items", {}), other.get("items", {}), producer_root, consumer_root, f"{at}/*")
    if _kind(option) == "object":
        yield from _member_refusals(option, other, producer_root, consumer_root, at)


def _member_refusals(option: Schema, other: Schema, producer_root: Schema, consumer_root: Schema, at: str) -> Iterator[str]:
    for name in sorted(set(other.get("required", ())) - set(option.get("required", ()))):
        yield f"{at}/{name}: is required by a reader but not always written"
    written, read = option.get("properties", {}), other.get("properties", {})
    for name in sorted(written.keys() & read.keys()):
        yield from _refusals(written[name], read[name], producer_root, consumer_root, f"{at}/{name}")


def _removals(released: Schema, proposed: Schema, released_root: Schema, proposed_root: Schema, at: str) -> Iterator[str]:
    """Fields that are gone: a later release could bring the name back with another meaning."""
    for option in _options(_resolve(released, released_root), released_root):
        others = [one for one in _options(_resolve(proposed, proposed_root), proposed_root) if _same_kind(option, one)]
        if _kind(option) == "array" and others:
            yield from _removals(option.get("items", {}), others[0].get("items", {}), released_root, proposed_root, f"{at}/*")
        before, after = option.get("properties", {}), others[0].get("properties", {}) if others else {}
        for name, member in before.items():
            if name not in after:
                yield f"{at}/{name}: was removed"
            else:
                yield from _removals(member, after[name], released_root, proposed_root, f"{at}/{name}")


def _resolve(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _options(schema: Schema, root: Schema) -> list[Schema]:
    return [_resolve(option, root) for option in schema.get("anyOf", [schema])]


def _kind(schema: Schema) -> str:
    return str(schema.get("type", "anything"))


def _same_kind(option: Schema, other: Schema) -> bool:
    kinds = (_kind(option), _kind(other))
    return kinds[0] == kinds[1] or kinds[1] == "anything" or kinds == ("integer", "number")


def _values(schema: Schema) -> set[Any]:
    return {schema["const"]} if "const" in schema else set(schema.get("enum", ()))
