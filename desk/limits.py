"""Rate limits: a count per key in a sliding window, in memory or, for several desks, in Redis."""

import hashlib
import hmac
import math
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

import redis.asyncio as redis
from redis.exceptions import RedisError

_KEYS_KEPT = 20_000
_SLIDING_WINDOW = """
local at = redis.call('TIME')
local now = tonumber(at[1]) + tonumber(at[2]) / 1000000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then
  local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
  return math.max(1, math.ceil(first + ARGV[2] - now))
end
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 0
"""


class Limit:
    """At most `count` times in `seconds` for each key, in memory."""

    def __init__(self, count: int, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the limit; `clock` returns seconds."""
        self.count = count
        self.seconds = seconds
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    async def take(self, key: str) -> int:
        """Count one use. Return 0 when it is allowed, else the whole seconds to wait."""
        now = self._clock()
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        while times and times[0] <= now - self.seconds:
            times.popleft()
        if len(times) >= self.count:
            return math.ceil(times[0] + self.seconds - now)
        times.append(now)
        while len(self._times) > _KEYS_KEPT:
            self._times.popitem(last=False)
        return 0


@dataclass(frozen=True)
class Limits:
    """All limits of the desk."""

    requests: Limit
    conversations: Limit
    of_swv: Limit
    messages: Limit


class SharedLimit(Limit):
    """The same for all desks together, in Redis; each for itself while Redis is away.

    Redis is told no address and no conversation, only what `secret` makes of them.
    """

    def __init__(
        self, name: str, limit: Limit, server: redis.Redis, secret: str, is_up: Callable[[], bool]
    ) -> None:
        """Take the name and numbers of the limit, and Redis; `is_up` tells whether it can be reached."""
        super().__init__(limit.count, limit.seconds)
        self._name = name
        self._secret = secret.encode()
        self._is_up = is_up
        self._script = server.register_script(_SLIDING_WINDOW)

    async def take(self, key: str) -> int:
        """Count one use at any desk. Return 0 when it is allowed, else the whole seconds to wait."""
        if not self._is_up():
            return await super().take(key)
        sealed = hmac.new(self._secret, key.encode(), hashlib.sha256).hexdigest()
        try:
            numbers = [self.count, self.seconds, secrets.token_hex(8)]
            return int(await self._script(keys=[f"wegwijs:{self._name}:{sealed}"], args=numbers))
        except (RedisError, OSError):
            return await super().take(key)
