"""Has untrusted bytes examined in a process of its own, with limits on memory and processor time, and kills it when it overruns.

`examine` starts `python -I -m media_svc.checks.renditions` without any environment, so that it starts fast and holds no secret.
"""

import asyncio
import json
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Final

CONFINED: Final = "media_svc.checks.renditions"
CLEANED: Final = "cleaned"  # the file in the folder that is served in place of what was uploaded


@dataclass(frozen=True, slots=True)
class Job:
    """What to examine: `folder` takes the renditions; limits in pixels, bytes and seconds of processor time.
    `in_full` asks also for the sizes of print, which need every pixel."""

    source: str
    folder: str
    kind: str
    content_type: str
    pixel_limit: int
    memory: int
    seconds: int
    in_full: bool = False


class Refused(Exception):
    """The content fails its check; the argument is the reason's code."""


class Overran(Exception):
    """The check took too long, or more memory than there is, and was killed. The content need not be to blame."""


class Crashed(Exception):
    """The process of the check ended in a way that nobody foresaw; the argument says how."""


async def examine(job: Job, *, within: float) -> dict[str, Any]:
    """`{width, height, renditions: [{name, width, height, type}]}` of a photo, `{}` of a file, `{cleaned}` of
    one that is served cleaned; `within` in seconds.

    Raises Refused, Overran, Crashed.
    """
    program = (sys.executable, "-I", "-m", CONFINED, json.dumps(asdict(job)))
    process = await asyncio.create_subprocess_exec(
        *program,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={},
        cwd=job.folder,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(within):
            answer, words = await process.communicate()
    except TimeoutError as error:
        raise Overran(f"not within {within} s") from error
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return _verdict(process.returncode or 0, answer, words)


def _verdict(code: int, answer: bytes, words: bytes) -> dict[str, Any]:
    if code == -signal.SIGXCPU:
        raise Refused("too-heavy")
    if code in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT):  # a decoder crashed on what it read
        raise Refused("broken")
    if code == -signal.SIGKILL:  # by the kernel, which was short of memory
        raise Overran("the process was killed")
    if code != 0:
        raise Crashed(f"the process ended with {code}: {words[-2000:].decode(errors='replace')}")
    found = json.loads(answer)
    if reason := found.get("reason"):
        raise Refused(reason)
    return found
