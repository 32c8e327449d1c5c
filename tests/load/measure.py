"""Rounds in turn (A B A B …), medians with their spread, ratios inside a round, and what machine this was."""

import json
import os
import platform
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROUNDS = 5
OUT = Path(__file__).parents[2] / ".local" / "bench"


@dataclass
class Result:
    """One benchmark: figures per round of each candidate, and the goal in words."""

    name: str
    goal: str
    unit: str
    rounds: dict[str, list[float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, candidate: str, figure: float) -> None:
        """One round's figure of one candidate."""
        self.rounds.setdefault(candidate, []).append(figure)

    def ratios(self, candidate: str, baseline: str) -> list[float]:
        """Round by round, because the machine's mood is the same within one."""
        return [one / other for one, other in zip(self.rounds[candidate], self.rounds[baseline], strict=True)]


async def in_turn(result: Result, candidates: Mapping[str, Callable[[], Awaitable[float]]], rounds: int = ROUNDS) -> None:
    """Warm each up once, then measure all of them in each round, every other round in the other order."""
    for measure in candidates.values():
        await measure()
    for number in range(rounds):
        order = list(candidates.items())
        for name, measure in order if number % 2 == 0 else reversed(order):
            result.add(name, await measure())


def spread(figures: Sequence[float]) -> str:
    """Median with minimum and maximum."""
    return f"{statistics.median(figures):,.2f} ({min(figures):,.2f} … {max(figures):,.2f})"


def report(result: Result, comparisons: Sequence[tuple[str, str]] = ()) -> None:
    """Print it and keep it as JSON."""
    print(f"\n{result.name}   goal: {result.goal}")
    for candidate, figures in result.rounds.items():
        print(f"  {candidate:<28} {spread(figures)} {result.unit}")
    for candidate, baseline in comparisons:
        print(f"  {candidate} / {baseline}: {spread(result.ratios(candidate, baseline))}")
    for note in result.notes:
        print(f"  {note}")
    OUT.mkdir(parents=True, exist_ok=True)
    kept = {**asdict(result), "machine": machine(), "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    name = "-".join(result.name.lower().split()[:2])
    (OUT / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False))


def machine() -> dict[str, Any]:
    """What a figure must be read with."""
    return {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version(), "system": platform.platform()}


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure below which `share` of them lie."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
