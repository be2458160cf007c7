-- Takes from all limits of a key at once, or from none.
--
-- ARGV: now (ms), need, cost, back (unspent of a lease), want (of a new lease); then for each limit its id, its size,
-- what comes back (add, every per ms) and the window of the calendar (from, until, in ms), which are empty where it rolls.
-- KEYS[1]: a hash; for each id "left part at": what is left, what has come back of the next one in units of 1/per, and
-- when that was, or the beginning of the window.
-- Returns: whether it was taken, how much is leased, then left and part of each limit.

local now, need, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local back, want = tonumber(ARGV[4]), tonumber(ARGV[5])
local limits, taken = {}, true

for i = 6, #ARGV, 6 do
  local size, add, per = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
  local from, till = tonumber(ARGV[i + 4]), tonumber(ARGV[i + 5])
  local left, part, at = size, 0, from or now
  local known = redis.call('HGET', KEYS[1], ARGV[i])
  if known then
    local l, p, t = string.match(known, '^(%S+) (%S+) (%S+)$')
    l, p, t = tonumber(l), tonumber(p), tonumber(t)
    if not from then
      local gone = math.max(0, now - t)
      local whole = math.floor(gone / per)
      local rest = (gone - whole * per) * add + p
      left, part, at = l + whole * add + math.floor(rest / per) + back, rest % per, math.max(now, t)
    elseif t >= from then
      -- A later window than that of a clock behind counts on; what was leased of an earlier one is gone with it.
      left, at = l + (t == from and back or 0), t
    end
    if left >= size then
      left, part = size, 0
    end
  end
  taken = taken and left >= need
  limits[#limits + 1] = {id = ARGV[i], size = size, add = add, per = per, till = till, left = left, part = part, at = at}
end

local leased = taken and want or 0
for _, limit in ipairs(limits) do
  leased = math.max(0, math.min(leased, math.floor((limit.left - cost) / 10)))
end

local age, answer = 0, {taken and '1' or '0', string.format('%.0f', leased)}
for _, limit in ipairs(limits) do
  if taken then
    limit.left = limit.left - cost - leased
  end
  if taken or back > 0 then
    redis.call('HSET', KEYS[1], limit.id, string.format('%.0f %.0f %.0f', limit.left, limit.part, limit.at))
    age = math.max(age, limit.till and limit.till - now or (limit.size - limit.left) * limit.per / limit.add)
  end
  answer[#answer + 1] = string.format('%.0f', limit.left)
  answer[#answer + 1] = string.format('%.0f', limit.part)
end
if age > 0 or taken or back > 0 then
  -- Full again by then, so it says no more than none at all; never later than twelve years from now.
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.min(math.ceil(age), 4e11) + 60000))
end
return answer
