-- For wrk: asks for lines of a file ("host path") at random, and ends with one line of JSON.
local asked = {}

-- Whatever host a certificate is asked for, it is found on this machine.
local resolve = wrk.resolve
function wrk.resolve(_, service)
  resolve("127.0.0.1", service)
end

function init(arguments)
  math.randomseed(tonumber(arguments[2]))
  for line in io.lines(arguments[1]) do
    local host, path = line:match("(%S+) (%S+)")
    local headers = {Host = host, ["X-Forwarded-Proto"] = "https", ["X-Forwarded-For"] = "10.1.1.1"}
    asked[#asked + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  return asked[math.random(#asked)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "bytes": %d, "refused": %d, "broken": %d, "p50": %f, "p95": %f, "p99": %f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e6, latency:percentile(95) / 1e6, latency:percentile(99) / 1e6))
end
