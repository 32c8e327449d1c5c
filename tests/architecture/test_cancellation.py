"""A cancelled task ends. Once a dispatcher outlived its end: `except*` ate the cancellation, and whoever had cancelled waited for ever.

What may eat a cancellation, and what waits without a deadline for who was cancelled, is found here. Where it is right all the same,
the line says why: `# cancellation: …`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for part in ("chassis", "gateway", "services") for path in (ROOT / part).rglob("*.py") if "/src/" in str(path))
MARK = "# cancellation: "
EVERYTHING = {"BaseException", "BaseExceptionGroup", "CancelledError"}
WIDE = EVERYTHING | {"Exception", "ExceptionGroup"}
Found = Iterator[tuple[int, str]]


def name_of(node: ast.expr | None) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def names_in(node: ast.expr | None) -> set[str]:
    return {name_of(one) for one in node.elts} if isinstance(node, ast.Tuple) else {name_of(node)}


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) in names)


def keywords(call: ast.Call) -> set[str | None]:
    return {keyword.arg for keyword in call.keywords}


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether its last word is the same error again, and nothing leaves it before."""
    leaves = [node for node in ast.walk(handler) if isinstance(node, ast.Return | ast.Break | ast.Continue)]
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None and not leaves


def handlers_that_keep_everything(tree: ast.AST) -> Found:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or names_in(node.type) & EVERYTHING) and not raises_again(node):
            yield node.lineno, "catches a cancellation and does not raise it again"


def groups_taken_apart(tree: ast.AST) -> Found:
    for node in ast.walk(tree):
        if isinstance(node, ast.TryStar):
            for handler in node.handlers:
                yield handler.lineno, "except* goes on although the group may have been cancelled"


def suppressed(tree: ast.AST) -> Found:
    for call in calls(tree, "suppress"):
        if {name_of(argument) for argument in call.args} & EVERYTHING:
            yield call.lineno, "suppresses a cancellation"


def waits_that_lose_it(tree: ast.AST) -> Found:
    for call in calls(tree, "wait_for"):
        yield call.lineno, "before Python 3.12 wait_for gives the result instead of the cancellation: use asyncio.timeout"
    for call in calls(tree, "gather"):
        if "return_exceptions" in keywords(call):
            yield call.lineno, "gathers cancellations as results, and waits without a deadline"


def ends_that_swallow(tree: ast.AST) -> Found:
    for node in ast.walk(tree):
        if isinstance(node, ast.Try | ast.TryStar):
            for inner in (one for statement in node.finalbody for one in ast.walk(statement)):
                if isinstance(inner, ast.Return | ast.Break | ast.Continue):
                    yield inner.lineno, "leaves a finally, and forgets what was raised"


def loops_that_go_on(tree: ast.AST) -> Found:
    """A failure of a group of tasks may hide a cancellation: a loop that goes on after any error needs a scope around it."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.While)]
    tries = [(node, handler) for loop in loops for node in ast.walk(loop) if isinstance(node, ast.Try) for handler in node.handlers]
    for node, handler in tries:
        inside = [inner for statement in node.body for inner in ast.walk(statement)]
        awaits = any(isinstance(inner, ast.Await | ast.AsyncWith | ast.AsyncFor) for inner in inside)
        if awaits and names_in(handler.type) & WIDE and not raises_again(handler):
            yield handler.lineno, "goes on after any error, perhaps one that hid a cancellation"


def waits_without_an_end(tree: ast.AST) -> Found:
    for call in calls(tree, "wait"):
        ours = isinstance(call.func, ast.Attribute) and name_of(call.func.value) == "asyncio"
        if ours and not keywords(call) & {"timeout", "return_when"}:
            yield call.lineno, "waits for tasks without a deadline"
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)):
        cancelled = {ast.unparse(call.func.value) for call in calls(function, "cancel") if isinstance(call.func, ast.Attribute)}
        for node in (node for node in ast.walk(function) if isinstance(node, ast.Await)):
            if ast.unparse(node.value) in cancelled:
                yield node.lineno, "awaits without a deadline what it cancelled"


def tasks_nobody_holds(tree: ast.AST) -> Found:
    for node in ast.walk(tree):
        held_by_a_group = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute)
        if held_by_a_group and node.value.func.attr in ("create_task", "ensure_future") and name_of(node.value.func.value) == "asyncio":
            yield node.lineno, "starts a task that nobody holds"


RULES = (
    handlers_that_keep_everything,
    groups_taken_apart,
    suppressed,
    waits_that_lose_it,
    ends_that_swallow,
    loops_that_go_on,
    waits_without_an_end,
    tasks_nobody_holds,
)


def faults(text: str) -> list[str]:
    tree, lines = ast.parse(text), text.splitlines()
    found = {(line, what) for rule in RULES for line, what in rule(tree)}
    return [f"{line}: {what}" for line, what in sorted(found) if MARK not in lines[line - 1]]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_eats_a_cancellation(path: Path) -> None:
    assert not faults(path.read_text())


BAD = {
    "bare": "async def f():\n try:\n  await x()\n except:\n  log()",
    "base": "async def f():\n try:\n  await x()\n except BaseException:\n  log()",
    "return": "async def f():\n try:\n  await x()\n except BaseException:\n  if y:\n   return\n  raise",
    "cancelled": "async def f():\n try:\n  await x()\n except asyncio.CancelledError:\n  pass",
    "tuple": "async def f():\n try:\n  await x()\n except (ValueError, asyncio.CancelledError):\n  pass",
    "star": "async def f():\n try:\n  await x()\n except* ValueError:\n  pass",
    "suppress": "async def f():\n with suppress(asyncio.CancelledError):\n  await x()",
    "contextlib": "async def f():\n with contextlib.suppress(BaseException):\n  await x()",
    "wait_for": "async def f():\n await asyncio.wait_for(x(), 3)",
    "gather": "async def f():\n await asyncio.gather(*tasks, return_exceptions=True)",
    "finally": "async def f():\n try:\n  await x()\n finally:\n  return 3",
    "loop": "async def f():\n while True:\n  try:\n   await x()\n  except Exception:\n   log()",
    "wait": "async def f():\n await asyncio.wait({task})",
    "cancel": "async def f():\n task.cancel()\n await task",
    "unheld": "async def f():\n asyncio.create_task(x())",
}
GOOD = {
    "raised": "async def f():\n try:\n  await x()\n except BaseException:\n  undo()\n  raise",
    "narrow": "async def f():\n while True:\n  try:\n   await x()\n  except ValueError:\n   log()",
    "deadline": "async def f():\n task.cancel()\n await asyncio.wait({task}, timeout=5)",
    "held": "async def f():\n task = asyncio.create_task(x())\n group.create_task(y())",
    "marked": "async def f():\n try:\n  await x()\n except* ValueError:  # cancellation: nothing follows\n  pass",
}


@pytest.mark.parametrize("name", BAD)
def test_each_way_to_eat_one_is_found(name: str) -> None:
    assert len(faults(BAD[name])) == 1


@pytest.mark.parametrize("name", GOOD)
def test_what_lets_it_through_is_left_alone(name: str) -> None:
    assert not faults(GOOD[name])
