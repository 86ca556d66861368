"""Rate limits, in memory: a count per key in a sliding window."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_KEYS_KEPT = 20_000


class Limit:
    """At most `count` times in `seconds` for each key."""

    def __init__(self, count: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the limit; `clock` returns seconds."""
        self._count = count
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Count one use. Return 0 when it is allowed, else the whole seconds to wait."""
        now = self._clock()
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._count:
            return math.ceil(times[0] + self._seconds - now)
        times.append(now)
        while len(self._times) > _KEYS_KEPT:
            self._times.popitem(last=False)
        return 0
