"""Every Lua script that Redis runs; each is one step that nothing else comes between."""

# A worker claims a segment, and its owner is told: one command instead of four, as it is on the
# way to the first audio. KEYS: utterance, cancelled, claim, log; ARGV: segment, attempt, worker,
# TTL, channel, message, the log's field, length and TTL, 1 if it has never got this claim (then it
# has it already where only the answer was lost, with the connection), crashes (no key, as older
# rules let no worker name it), the most of those. Returns what became of it and, if it is claimed,
# in how many milliseconds its listener needs it, below 1 for at once.
CLAIM = """
local time = redis.call('TIME')
local utterance, cancelled, claim, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local segment, attempt, worker, ttl = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
if redis.call('EXISTS', utterance) == 0 then return {'gone'} end
if redis.call('EXISTS', cancelled) == 1 then return {'cancelled'} end
local current = redis.call('HGET', utterance, 'attempt:' .. segment)
if current and tonumber(current) ~= attempt then return {'stale'} end
local needed_ms = tonumber(redis.call('HGET', utterance, 'needed:' .. segment) or '') or 0
local claimed = {'claimed', needed_ms - (time[1] * 1000 + math.floor(time[2] / 1000))}
local held = redis.call('GET', claim)
if held == attempt .. ':' .. worker and ARGV[10] == '1' then return claimed end
local held_attempt = tonumber(string.match(held or '', '^%d+') or '')
if held_attempt and held_attempt >= attempt then return {'held'} end
local crashes = redis.pcall('SCARD', ARGV[11])
if type(crashes) == 'number' and crashes >= tonumber(ARGV[12]) then return {'crashes'} end
redis.call('SET', claim, attempt .. ':' .. worker, 'EX', ttl)
redis.call('XADD', log, 'MAXLEN', '~', ARGV[8], '*', ARGV[7], ARGV[6])
redis.call('EXPIRE', log, ARGV[9])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return claimed
"""

# A worker renews its claim, also one that expired while the worker was too busy to renew it, and
# the owner is sent its heartbeat: one command for each of the segments that it speaks at once. The
# log lasts as long, however late the next message is. A Redis that is full still allows EXPIRE.
# KEYS: claim, cancelled, log; ARGV: "<attempt>:<worker>", TTL, the log's, channel, heartbeat.
RENEW = """
local claim, cancelled, log = KEYS[1], KEYS[2], KEYS[3]
local held = redis.call('GET', claim)
if held and held ~= ARGV[1] or redis.call('EXISTS', cancelled) == 1 then return 0 end
if held then
  redis.call('EXPIRE', claim, ARGV[2])
else
  redis.call('SET', claim, ARGV[1], 'EX', ARGV[2])
end
redis.call('EXPIRE', log, ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
"""

# A worker looks at the tasks that it would get next of some lists, in that order, unless others
# wait that are more urgent. KEYS: a queue's lists, the most urgent first; ARGV: how many of them
# are more urgent, how many tasks. Returns for each the number of its list, and the task.
LOOK = """
local left, tasks = tonumber(ARGV[2]), {}
for i, list in ipairs(KEYS) do
  if i <= tonumber(ARGV[1]) then
    if redis.call('LLEN', list) > 0 then return tasks end
  elseif left > 0 then
    local following = redis.call('LRANGE', list, -left, -1)
    for n = #following, 1, -1 do
      tasks[#tasks + 1] = i
      tasks[#tasks + 1] = following[n]
    end
    left = left - #following
  end
end
return tasks
"""

# ARGV: frontend, segment, attempt, in how many milliseconds its listener needs it, TTL.
_NOTE = """
local function note(utterance)
  local time, segment = redis.call('TIME'), ARGV[2]
  local needed_ms = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[4]
  redis.call('HSET', utterance, 'frontend', ARGV[1], 'attempt:' .. segment, ARGV[3],
    'needed:' .. segment, string.format('%.0f', needed_ms))
  redis.call('EXPIRE', utterance, ARGV[5])
end
"""

# ARGV: last, the most crashes. The keys from `first` on: crashes, the queue's lists.
_AHEAD = """
local function ahead(first)
  local crashes = redis.pcall('SCARD', KEYS[first])
  if type(crashes) == 'number' and crashes >= tonumber(ARGV[#ARGV]) then return -1 end
  local depth = 0
  for list = first + 1, #KEYS do depth = depth + redis.call('LLEN', KEYS[list]) end
  return depth
end
"""

# A frontend records an attempt, and by when it is needed, by this server's clock; it counts the
# tasks served before it: one command instead of twelve, as this is on the way to the first audio.
# Returns -1 for a text at which too many workers have crashed.
# KEYS: utterance, crashes, the queue's lists; ARGV: as above.
RECORD = f"""{_NOTE}{_AHEAD}
local depth = ahead(2)
if depth >= 0 then note(KEYS[1]) end
return depth
"""

# The same where the attempt is recorded on another server than that which counts.
NOTE = f"{_NOTE}note(KEYS[1])"
AHEAD = f"{_AHEAD}return ahead(1)"

# A frontend takes tasks that nobody waits for out of a queue. It looks first at those that workers
# would take first. KEYS: the queue's lists by priority; ARGV: how many tasks it may look at, the
# ids of those it takes.
WITHDRAW = """
local left, over = tonumber(ARGV[1]), {}
for i = 2, #ARGV do over[ARGV[i]] = true end
for _, list in ipairs(KEYS) do
  local tasks = left > 0 and redis.call('LRANGE', list, -left, -1) or {}
  local found = 0
  for i, task in ipairs(tasks) do
    if over[string.match(task, '"id": ?"([^"]+)"') or ''] then
      redis.call('LSET', list, i - #tasks - 1, 'over')
      found = found + 1
    end
  end
  if found > 0 then redis.call('LREM', list, -found, 'over') end
  left = left - #tasks
end
"""

# A frontend keeps what resumes an utterance. KEYS: resume; ARGV: utterance, owner, takes so far,
# record, TTL.
REMEMBER = """
local resume = KEYS[1]
redis.call('HSET', resume, 'utterance', ARGV[1], 'owner', ARGV[2], 'record', ARGV[4])
redis.call('HSETNX', resume, 'takes', ARGV[3])
redis.call('EXPIRE', resume, ARGV[5])
return 1
"""

# A frontend takes an utterance over. Each generation has a name, by which the next one ends it.
# Older versions keep neither its name, which is the key's, nor an owner.
# KEYS: resume; ARGV: its name, cancel channel, TTL, prefixes of cancelled, utterance and log,
# owner, and `keep` if the log stays.
TAKE_OVER = """
local resume = KEYS[1]
local kept = redis.call('HMGET', resume, 'record', 'utterance', 'owner')
local record, utterance, owner = kept[1], kept[2] or ARGV[1], kept[3] or ''
if not record or owner ~= ARGV[7] then return false end
local take = redis.call('HINCRBY', resume, 'takes', 1)
local before = take > 1 and utterance .. '.' .. (take - 1) or utterance
redis.call('SET', ARGV[4] .. before, 1, 'EX', ARGV[3])
redis.call('PUBLISH', ARGV[2], before)
redis.call('DEL', ARGV[5] .. before)
if ARGV[8] ~= 'keep' then redis.call('DEL', ARGV[6] .. before) end
return {record, utterance .. '.' .. take}
"""

# A frontend appends to what was written and how it was cut, unless another generation has begun.
# Returns the length of the text; it is shorter than thought if Redis has lost it.
# KEYS: resume, text; ARGV: utterance, owner, takes so far, offset, entries, TTL.
APPEND = """
local resume, text, offset = KEYS[1], KEYS[2], tonumber(ARGV[4])
if tonumber(redis.call('HGET', resume, 'takes') or 0) > tonumber(ARGV[3]) then return -1 end
if offset == 0 then
  redis.call('DEL', text)
  redis.call('HSET', resume, 'utterance', ARGV[1], 'owner', ARGV[2], 'takes', ARGV[3], 'record', '')
elseif redis.call('EXISTS', resume) == 0 or redis.call('STRLEN', text) ~= offset then
  return 0
end
redis.call('APPEND', text, ARGV[5])
redis.call('EXPIRE', resume, ARGV[6])
redis.call('EXPIRE', text, ARGV[6])
return redis.call('STRLEN', text)
"""

# A request with an Idempotency-Key is the first one, or learns what the first one left.
# KEYS: once; ARGV: what is expected there, its own, TTL. Returns what was there.
SWAP_STANDING = """
local held = redis.call('GET', KEYS[1]) or ''
if held == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
return held
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
-- What never expires is no lease: it would keep the job from everybody for ever.
if redis.call('TTL', KEYS[1]) == -1 then redis.call('DEL', KEYS[1]) end
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
if held then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
if ARGV[3] ~= '' then redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[2]) end
return 1
"""

# A frontend gives a job's lease back. KEYS: lease, progress; ARGV: frontend.
RELEASE_LEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end
"""

# A frontend counts a stream if every one of its client's sets has room.
# KEYS: the sets; ARGV: the stream, TTL, how many each set may have. Returns the number of the set
# that is full, 0 if none is.
ENTER_STREAM = """
local stream, ttl = ARGV[1], tonumber(ARGV[2])
local now = tonumber(redis.call('TIME')[1])
for i, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if redis.call('ZCARD', key) >= tonumber(ARGV[2 + i]) then return i end
end
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ttl, stream)
  redis.call('EXPIRE', key, ttl)
end
return 0
"""

# A frontend's streams count for longer. KEYS: a set; ARGV: TTL, the streams.
RENEW_STREAMS = """
local ttl = tonumber(ARGV[1])
local until_s = tonumber(redis.call('TIME')[1]) + ttl
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], until_s, ARGV[i]) end
redis.call('EXPIRE', KEYS[1], ttl)
return #ARGV - 1
"""
