"""The same commit gets the same verdict: generated examples are drawn from the test's own name, and no test fails for being slow.

`pytest --hypothesis-profile=default` looks for new examples instead, as one does after writing a property.
"""

from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, database=None, deadline=None)
settings.load_profile("same-every-time")
