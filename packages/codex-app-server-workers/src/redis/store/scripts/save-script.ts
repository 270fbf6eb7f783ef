import { storeScript } from "./store-script.js";

/**
 * ARGV: term, writer, sequence, whether there is a name, name, whether it is archived, then each
 * file's path, offset and new bytes. Answers `saved`; `late` and `fenced` as `admitSave()` decides;
 * `gap` with the number of the file and what is stored of it; `long` with the number of the file.
 *
 * What can fail comes first and is taken back: bytes are added to the files before anything that is
 * stored is changed. It takes as long as the new bytes are many, unless a file is cut.
 */
export const saveScript = storeScript(`
local term, writer, sequence = tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local hasName, name, isArchived = ARGV[5] == "1", ARGV[6], ARGV[7]

local last = redis.call("HMGET", thread, "term", "writer", "sequence")
if last[1] then
  local lastTerm = tonumber(last[1])
  local isSame = term == lastTerm and writer == last[2]
  if term <= lastTerm and not isSame then return { "fenced" } end
  if isSame and sequence <= tonumber(last[3]) then return { "late" } end
end

local files, listed = {}, {}
for at = 8, #ARGV, 3 do
  local path, offset, bytes = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2]
  local key = fileOf(path)
  local length = redis.call("STRLEN", key)
  if offset > length then return { "gap", #files, length } end
  files[#files + 1] = { path = path, key = key, offset = offset, bytes = bytes, length = length }
  listed[path] = true
end

local function cut(key, length)
  if length == 0 then
    redis.call("DEL", key)
  else
    redis.call("SET", key, redis.call("GETRANGE", key, 0, length - 1))
  end
end

for index, file in ipairs(files) do
  local beyond = string.sub(file.bytes, file.length - file.offset + 1)
  if #beyond > 0 then
    local added = redis.pcall("APPEND", file.key, beyond)
    if type(added) == "table" then
      for earlier = 1, index - 1 do cut(files[earlier].key, files[earlier].length) end
      if string.find(added.err, "maximum allowed size", 1, true) then return { "long", index - 1 } end
      return added
    end
  end
end

for _, file in ipairs(files) do
  local over = string.sub(file.bytes, 1, file.length - file.offset)
  if #over > 0 then redis.call("SETRANGE", file.key, file.offset, over) end
  local length = file.offset + #file.bytes
  if length < file.length then cut(file.key, length) end
end

local before = redis.call("LRANGE", paths, 0, -1)
local isSameList = #before == #files
for index, path in ipairs(before) do
  if not listed[path] then redis.call("UNLINK", fileOf(path)) end
  if not files[index] or files[index].path ~= path then isSameList = false end
end
if not isSameList then
  redis.call("DEL", paths)
  for _, file in ipairs(files) do redis.call("RPUSH", paths, file.path) end
end

local now = redis.call("TIME")
local savedAt = string.format("%.0f", now[1] * 1000 + math.floor(now[2] / 1000))
redis.call("HSET", thread, "term", ARGV[2], "writer", writer, "sequence", ARGV[4],
  "archived", isArchived, "savedAt", savedAt)
if hasName then redis.call("HSET", thread, "name", name) else redis.call("HDEL", thread, "name") end
redis.call("ZADD", threads, 0, id)
return { "saved" }
`);
