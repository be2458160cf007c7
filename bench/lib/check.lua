-- wrk script: counts every answer that has not the status and length given after the URL.
-- A file may follow, with a path and perhaps a bearer token in each line: then they are asked for in turn.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  expected = args[1] .. " with " .. args[2] .. " bytes"
  status = tonumber(args[1])
  length = tonumber(args[2])
  answers = 0
  wrong = 0
  first = ""
  if args[3] then
    takeTurns(args[3])
  end
end

function takeTurns(file)
  local requests, at = {}, 0
  for line in io.lines(file) do
    local path, token = line:match("^(%S+) ?(%S*)$")
    local headers = {}
    for name, value in pairs(wrk.headers) do
      headers[name] = value
    end
    if token ~= "" then
      headers.authorization = "Bearer " .. token
    end
    table.insert(requests, wrk.format("GET", path, headers))
  end
  request = function()
    at = at % #requests + 1
    return requests[at]
  end
end

function response(got, headers, body)
  answers = answers + 1
  if got ~= status or #body ~= length then
    wrong = wrong + 1
    if wrong == 1 then
      first = got .. " with " .. #body .. " bytes where " .. expected .. " was due"
    end
  end
end

function done(summary, latency, requests)
  local answers, wrong, first = 0, 0, ""
  for _, thread in ipairs(threads) do
    answers = answers + thread:get("answers")
    wrong = wrong + thread:get("wrong")
    first = thread:get("first")
  end
  local errors = summary.errors
  print(string.format('RESULT {"answers": %d, "micros": %d, "wrong": %d, "first": "%s", "broken": %d}',
    answers, summary.duration, wrong, first, errors.connect + errors.read + errors.write + errors.timeout))
end
