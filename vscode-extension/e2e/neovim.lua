-- Starts the server for the open buffer, waits for its first diagnostics, prints them and leaves:
-- with an error where none came within the time.
local PATIENCE_MS = 15000

local buffer = vim.api.nvim_get_current_buf()
local name = vim.fn.expand('%:t')
local language = vim.fn.expand('%:e')
local began = vim.loop.hrtime()

local client = vim.lsp.start_client({
  name = 'smtplint',
  cmd = { 'java', '-Xmx128M', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-jar', vim.env.SMTPLINT_JAR },
  root_dir = vim.fn.expand('%:p:h'),
  get_language_id = function() return language end,
})
vim.lsp.buf_attach_client(buffer, client)

local arrived = vim.wait(PATIENCE_MS, function() return #vim.diagnostic.get(buffer) > 0 end, 10)
local took = math.floor((vim.loop.hrtime() - began) / 1e6)
local found = vim.diagnostic.get(buffer)
io.stdout:write(string.format('%s %s: %d diagnostics in %d ms\n', arrived and 'ok    ' or 'FAILED', name, #found, took))
for _, one in ipairs(found) do
  io.stdout:write(string.format('  %d:%d %s %s\n', one.lnum + 1, one.col + 1, one.code or '', one.message))
end
vim.lsp.stop_client(client)
vim.wait(PATIENCE_MS, function() return vim.lsp.client_is_stopped(client) end, 10)
vim.cmd(arrived and 'qa!' or 'cq!')
