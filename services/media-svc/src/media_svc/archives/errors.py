"""What may go wrong with archives, in both languages."""

import math
from datetime import timedelta

from chassis.errors import TooMany


class TooManyArchives(TooMany, ar=("تنزيلات كثيرة", "لك خمس حزم في الساعة. أعد المحاولة بعد {minutes} دقيقة.")):
    """You may take five archives an hour. Try again in {minutes} minutes."""

    def __init__(self, wait: timedelta) -> None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        self.retry_after = seconds  # type: ignore[misc]  # of this refusal, not of all of them
        super().__init__(minutes=math.ceil(seconds / 60))
