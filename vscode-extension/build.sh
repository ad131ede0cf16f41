#!/bin/sh
# What Maven calls: "check" in the test phase, "package" in the package phase.
set -eu
cd "$(dirname "$0")"

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "vscode-extension: SKIPPED, there is no node on the PATH (Node 20 or newer is needed)"
  exit 0
fi

# npm ci takes half a minute: only when the lock file is not the one that was installed
if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock
fi
exec npm run --silent "$1"
