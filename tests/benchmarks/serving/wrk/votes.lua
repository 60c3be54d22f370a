-- One vote after the other, each of another person and another idea. The first lines of
-- LOAD_FILE are: number of threads, first pair to use, then tokens, "--", ids of ideas.
-- LOAD_SHAPE, if given, holds the number of connections, then how many votes a second are
-- wanted in each second; each connection waits a random time that makes about that many.
local tokens, ideas = {}, {}
local threads, first = 1, 0
local counter = 0
local setups = {}

function setup(thread)
  thread:set("number", #setups)
  table.insert(setups, thread)
end

function init(args)
  local file = assert(io.open(os.getenv("LOAD_FILE")))
  threads, first = tonumber(file:read("*l")), tonumber(file:read("*l"))
  local into = tokens
  for line in file:lines() do
    if line == "--" then into = ideas else table.insert(into, line) end
  end
  file:close()
  counter = first + number
  positions, refused, failed = {}, 0, 0
  shaped()
end

local rates, connections, began = {}, 0, 0

function shaped()
  local name = os.getenv("LOAD_SHAPE")
  if not name then return end
  local file = assert(io.open(name))
  connections = tonumber(file:read("*l"))
  for line in file:lines() do table.insert(rates, tonumber(line)) end
  file:close()
  began = os.time()
  math.randomseed(began + number)
end

function delay()
  if #rates == 0 then return 0 end
  local rate = math.max(rates[math.min(os.time() - began + 1, #rates)], 0.5)
  local mean = connections / rate * 1000
  return math.min(math.floor(-math.log(1 - math.random()) * mean), 2000)
end

function request()
  local person = tokens[counter % #tokens + 1]
  local idea = ideas[math.floor(counter / #tokens) % #ideas + 1]
  counter = counter + threads
  return "PUT /api/v1/proposals/" .. idea .. "/support HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    .. "Authorization: Bearer " .. person .. "\r\nContent-Length: 0\r\n\r\n"
end

function response(status, headers, body)
  if status == 200 then
    positions[#positions + 1] = headers["event-position"] or headers["Event-Position"]
  elseif status == 503 and (headers["retry-after"] or headers["Retry-After"]) then
    refused = refused + 1
  else
    failed = failed + 1
    if failed <= 3 then io.stderr:write(status .. " " .. body:sub(1, 300) .. "\n") end
  end
end

function done(summary, latency, requests)
  local out = assert(io.open(os.getenv("LOAD_RESULT"), "w"))
  for _, thread in ipairs(setups) do
    out:write("refused " .. thread:get("refused") .. "\n")
    out:write("failed " .. thread:get("failed") .. "\n")
    for _, position in ipairs(thread:get("positions")) do out:write(position .. "\n") end
  end
  out:close()
  tell(summary, latency)
end
