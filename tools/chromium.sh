#!/bin/sh
# Prints the path of a Chromium, and installs one where that is possible.
set -eu
find_one() {
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
find_one && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq >/dev/null 2>&1 || true
  # The same browser without its own windows, where there is a package of it: it starts and draws faster.
  for package in chromium-headless-shell chromium; do
    apt-get install -y -qq --no-install-recommends $package >/dev/null 2>&1 && find_one && exit 0
  done
fi
echo "no Chromium: install it, or set CHROMIUM to its path" >&2
exit 1
