"""Every Lua script that Redis runs; each is one step that nothing else comes between."""

# A worker claims a segment, and its owner is told: one command instead of four, as it is on the
# way to the first audio. KEYS: utterance, cancelled, claim, log; ARGV: segment, attempt, worker,
# TTL, channel, message, the log's field, length and TTL, and 1 if it has never got this claim: then
# it has it already where only the answer was lost, with the connection.
CLAIM = """
local utterance, cancelled, claim, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local segment, attempt, worker, ttl = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
if redis.call('EXISTS', utterance) == 0 then return 'gone' end
if redis.call('EXISTS', cancelled) == 1 then return 'cancelled' end
local current = redis.call('HGET', utterance, 'attempt:' .. segment)
if current and tonumber(current) ~= attempt then return 'stale' end
local held = redis.call('GET', claim)
if held == attempt .. ':' .. worker and ARGV[10] == '1' then return 'claimed' end
if held and tonumber(string.match(held, '^%d+')) >= attempt then return 'held' end
redis.call('SET', claim, attempt .. ':' .. worker, 'EX', ttl)
redis.call('XADD', log, 'MAXLEN', '~', ARGV[8], '*', ARGV[7], ARGV[6])
redis.call('EXPIRE', log, ARGV[9])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 'claimed'
"""

# A worker renews its claim, also one that expired while the worker was too busy to renew it.
# KEYS: claim, cancelled; ARGV: "<attempt>:<worker>", TTL.
RENEW = """
local claim, cancelled = KEYS[1], KEYS[2]
local held = redis.call('GET', claim)
if held and held ~= ARGV[1] or redis.call('EXISTS', cancelled) == 1 then return 0 end
redis.call('SET', claim, ARGV[1], 'EX', ARGV[2])
return 1
"""

# A frontend records an attempt and counts the tasks served before it: one command instead of
# twelve, as this is on the way to the first audio.
# KEYS: utterance, the queue's lists; ARGV: frontend, segment, attempt, TTL.
RECORD = """
local frontend, segment, attempt, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
redis.call('HSET', KEYS[1], 'frontend', frontend, 'attempt:' .. segment, attempt)
redis.call('EXPIRE', KEYS[1], ttl)
local depth = 0
for list = 2, #KEYS do depth = depth + redis.call('LLEN', KEYS[list]) end
return depth
"""

# A frontend takes an utterance over. Each generation has a name, by which the next one ends it.
# KEYS: resume; ARGV: utterance, cancel channel, TTL, prefixes of cancelled, utterance and log.
TAKE_OVER = """
local resume, utterance = KEYS[1], ARGV[1]
local record = redis.call('HGET', resume, 'record')
if not record then return false end
local take = redis.call('HINCRBY', resume, 'takes', 1)
local before = take > 1 and utterance .. '.' .. (take - 1) or utterance
redis.call('SET', ARGV[4] .. before, 1, 'EX', ARGV[3])
redis.call('PUBLISH', ARGV[2], before)
redis.call('DEL', ARGV[5] .. before, ARGV[6] .. before)
return {record, utterance .. '.' .. take}
"""

# A frontend publishes its needs if all listeners of a backend are no more than the limit.
# What another version has written counts as nothing.
# KEYS: index, its own; ARGV: prefix, frontend, backend, limit, its listeners, its needs, TTL.
CLAIM_ROOM = """
local function listeners(text)
  local read, needs = pcall(cjson.decode, text or '')
  local known = read and type(needs) == 'table' and type(needs.listeners) == 'table'
  local count = 0
  for _, need in ipairs(known and needs.listeners or {}) do
    local is_need = type(need) == 'table' and type(need[2]) == 'number'
    if is_need and need[1] == ARGV[3] then count = count + 1 end
  end
  return count
end
local count = tonumber(ARGV[5])
for _, frontend in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if frontend ~= ARGV[2] then count = count + listeners(redis.call('GET', ARGV[1] .. frontend)) end
end
if count > tonumber(ARGV[4]) then return 0 end
redis.call('SET', KEYS[2], ARGV[6], 'EX', ARGV[7])
redis.call('SADD', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[7])
return 1
"""

# The length of each list, for all backends in one command once a second. KEYS: lists.
DEPTHS = """
local depths = {}
for list = 1, #KEYS do depths[list] = redis.call('LLEN', KEYS[list]) end
return depths
"""

# A frontend takes or keeps a job's lease. KEYS: lease, progress; ARGV: frontend, TTL, Progress.
KEEP_LEASE = """
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
if ARGV[3] ~= '' then redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[2]) end
return 1
"""

# A frontend gives a job's lease back. KEYS: lease, progress; ARGV: frontend.
RELEASE_LEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end
"""
