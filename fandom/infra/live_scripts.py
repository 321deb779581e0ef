"""What live topics do inside Redis: scripts, so that a number and its message are one step and have one order."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from redis import Redis
from redis.exceptions import NoScriptError


@dataclass(frozen=True, slots=True)
class Script:
    text: str
    sha: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha", hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest())

    def run(self, connection: Redis, keys: list[str], *args: str | int | bytes) -> Any:
        try:
            return connection.evalsha(self.sha, len(keys), *keys, *args)
        except NoScriptError:
            return connection.eval(self.text, len(keys), *keys, *args)


# `mark` is the seq of the last message that changed what a page shows; people coming and going do not move it.
_GROUND = """
local function position(key, fresh, ttl)
  local epoch = redis.call('HGET', key, 'epoch')
  if not epoch then
    epoch = fresh
    redis.call('HSET', key, 'epoch', epoch, 'seq', 0, 'mark', 0)
  end
  redis.call('EXPIRE', key, ttl)
  return epoch
end
local function raise(key, fresh, ttl, channel, lasting, body)
  local epoch = position(key, fresh, ttl)
  local seq = redis.call('HINCRBY', key, 'seq', 1)
  if lasting == '1' then redis.call('HSET', key, 'mark', seq) end
  redis.call('PUBLISH', channel, '{"live_epoch":"' .. epoch .. '","seq":' .. seq .. ',' .. body)
  return {epoch, seq}
end
"""

# KEYS topic · ARGV fresh epoch, ttl, channel, lasting, body
RAISE = Script(_GROUND + "return raise(KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5])")

# KEYS topics · ARGV fresh epoch, ttl
POSITIONS = Script(
    _GROUND
    + """
local found = {}
for i, key in ipairs(KEYS) do
  position(key, ARGV[1], ARGV[2])
  found[i] = redis.call('HMGET', key, 'epoch', 'seq', 'mark')
end
return found
"""
)

# KEYS topic · ARGV fresh epoch, ttl, channel, body
RESTART = Script(
    _GROUND
    + """
redis.call('DEL', KEYS[1])
return raise(KEYS[1], ARGV[1], ARGV[2], ARGV[3], '1', ARGV[4])
"""
)

# KEYS topic, people · ARGV fresh epoch, ttl, channel, head of body, process, here, typing, seconds to live
PEOPLE = Script(
    _GROUND
    + """
local now = tonumber(redis.call('TIME')[1])
if ARGV[6] == '0' then redis.call('HDEL', KEYS[2], ARGV[5])
else redis.call('HSET', KEYS[2], ARGV[5], ARGV[6] .. ' ' .. ARGV[7] .. ' ' .. (now + ARGV[8])) end
local all, here, typing, told = redis.call('HGETALL', KEYS[2]), 0, 0, nil
for i = 1, #all, 2 do
  if all[i] == 'told' then told = all[i + 1] else
    local h, t, ends = string.match(all[i + 1], '(%d+) (%d+) (%d+)')
    if tonumber(ends) < now then redis.call('HDEL', KEYS[2], all[i])
    else here = here + h; typing = typing + t end
  end
end
local said = here .. ' ' .. typing
redis.call('HSET', KEYS[2], 'told', said)
redis.call('EXPIRE', KEYS[2], 4 * ARGV[8])
if said ~= told then
  raise(KEYS[1], ARGV[1], ARGV[2], ARGV[3], '0', ARGV[4] .. '{"here":' .. here .. ',"typing":' .. typing .. '}}')
end
return {here, typing}
"""
)

# KEYS lease, owed · ARGV ms of the lease, ms after which a debt is forgotten
TICK = Script(
    """
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
if redis.call('SET', KEYS[1], 1, 'NX', 'PX', ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], 1, 'PX', ARGV[2])
return math.max(1, redis.call('PTTL', KEYS[1]))
"""
)

# KEYS lease, owed · ARGV ms of the lease
TICKED = Script("redis.call('DEL', KEYS[2]) return redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])")
