#!/bin/sh
# Rust needs a C compiler to link with: installs one where that is possible.
set -eu
command -v cc >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends gcc libc6-dev; } >/dev/null 2>&1 || true
  command -v cc >/dev/null && exit 0
fi
echo "no C compiler to link with: install one, for example with 'apt-get install gcc libc6-dev'" >&2
exit 1
