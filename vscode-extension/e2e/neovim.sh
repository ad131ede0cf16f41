#!/usr/bin/env bash
# The language server in a headless Neovim (0.7 or newer), a client of another make: prints the
# diagnostics of each file of the workspace. Needs the server's jar, java and nvim.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
jar="${1:-$here/../../lsp-server/target/smtplint-lsp.jar}"

command -v nvim >/dev/null || { echo "nvim is missing: apt-get install neovim" >&2; exit 2; }
[ -f "$jar" ] || { echo "$jar is missing: mvn -pl lsp-server -am package" >&2; exit 2; }

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
failed=0
for file in list.smtp invoice.eml; do
  SMTPLINT_JAR="$jar" HOME="$home" XDG_STATE_HOME="$home" XDG_CACHE_HOME="$home" XDG_DATA_HOME="$home" \
    nvim --clean --headless -c "luafile $here/neovim.lua" "$here/workspace/$file" || failed=1
done
exit "$failed"
