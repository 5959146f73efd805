/**
 * Notes a used nonce in a sorted set, by the clock of Redis in microseconds, unless it is there; forgets those that are
 * too old and, beyond a number, the oldest. With an age the set itself goes when nothing is noted any more.
 */
export const CLAIM_NONCE = `
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local nonce, most, keep = ARGV[1], ARGV[2], tonumber(ARGV[3])
  if keep > 0 then redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - keep * 1000)) end
  if redis.call('ZADD', KEYS[1], 'NX', string.format('%.0f', now), nonce) == 0 then return 0 end
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - most)
  if keep > 0 then redis.call('PEXPIRE', KEYS[1], keep) else redis.call('PERSIST', KEYS[1]) end
  return 1`;
