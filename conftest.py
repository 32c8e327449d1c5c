"""The same commit gets the same verdict: generated examples are drawn from the test's own name, and no test fails for being slow.

`pytest --hypothesis-profile=default` looks for new examples instead, as one does after writing a property.
"""

from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, database=None, deadline=None)
settings.load_profile("same-every-time")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a report travel between processes also when a test logged half a surrogate pair."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "replace").decode()) for name, text in report.sections]
    return report
