"""What Redis does for the cache at one stroke."""

# A frontend keeps a segment in the cache, and removes what is unused for long, and of the others
# the longest unused, until all have room; that is all without a name. The index expires too.
# KEYS: index, sizes; ARGV: beginning of the keys, name, segment, most bytes of all, TTL.
PUT = """
local index, sizes, prefix, name = KEYS[1], KEYS[2], ARGV[1], ARGV[2]
local size, most, ttl = #ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
if size > most then return 0 end
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local function remove(other)
  redis.call('DEL', prefix .. other)
  redis.call('ZREM', index, other)
  redis.call('HINCRBY', sizes, ':all', 0 - (tonumber(redis.call('HGET', sizes, other)) or 0))
  redis.call('HDEL', sizes, other)
end
remove(name)
for _, other in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', now - ttl, 'LIMIT', 0, 1000)) do
  remove(other)
end
while (tonumber(redis.call('HGET', sizes, ':all')) or 0) + size > most do
  local oldest = redis.call('ZRANGE', index, 0, 0)[1]
  if not oldest then redis.call('DEL', sizes) else remove(oldest) end
end
if name == '' then return 0 end
redis.call('SET', prefix .. name, ARGV[3], 'EX', ttl)
redis.call('ZADD', index, now, name)
redis.call('HSET', sizes, name, size)
redis.call('HINCRBY', sizes, ':all', size)
redis.call('EXPIRE', index, ttl)
redis.call('EXPIRE', sizes, ttl)
return 1
"""

# A frontend notes that segments of the cache are used.
# KEYS: index, sizes; ARGV: beginning of the keys, TTL, names.
TOUCH = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
for i = 3, #ARGV do
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) then
    redis.call('ZADD', KEYS[1], now, ARGV[i])
    redis.call('EXPIRE', ARGV[1] .. ARGV[i], ARGV[2])
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
"""
