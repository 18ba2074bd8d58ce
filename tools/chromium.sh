#!/bin/sh
# Prints the path of a Chromium, and installs one where that is possible.
set -eu
find_one() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
find_one && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true
  find_one && exit 0
fi
echo "no Chromium: install it, or set CHROMIUM to its path" >&2
exit 1
