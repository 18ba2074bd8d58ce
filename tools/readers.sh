#!/bin/sh
# Prints the folder of programs that are not ours and that read what Tickmark writes: Python with the packages of
# readers.txt, and shellcheck. Made once, under target/, and again when readers.txt changes.
set -eu
tools="$(cd "$(dirname "$0")" && pwd)"
target="${CARGO_TARGET_DIR:-$tools/../target}"
folder="$target/readers"
if ! cmp -s "$tools/readers.txt" "$folder/readers.txt"; then
  mkdir -p "$target"
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null 2>&1 || true
  fi
  # Made beside and then renamed, so that one that was broken off is never taken for whole.
  new="$(mktemp -d "$target/readers.XXXXXX")"
  rm -rf "$folder"
  {
    python3 -m venv "$new" &&
      "$new/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$tools/readers.txt" &&
      mv "$new" "$folder" && cp "$tools/readers.txt" "$folder/readers.txt"
  } >&2 || {
    rm -rf "$new"
    echo "no readers: Python 3.10 or later with venv, and PyPI within reach, are needed once" >&2
    exit 1
  }
fi
cd "$folder/bin" && pwd
