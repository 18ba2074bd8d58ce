#!/bin/sh
# wasm-bindgen's library and tool only work together in the same version: compares the four places that name it.
set -eu
cd "$(dirname "$0")/.."

manifest() { sed -n "s/^$2 = .*\"=\([0-9.]*\)\".*/\1/p" "$1"; }
locked() { awk -v name="name = \"$2\"" '$0 == name { getline; gsub(/[^0-9.]/, ""); print; exit }' "$1"; }

library=$(manifest Cargo.toml wasm-bindgen)
library_lock=$(locked Cargo.lock wasm-bindgen)
tool=$(manifest tools/Cargo.toml wasm-bindgen-cli)
tool_lock=$(locked tools/Cargo.lock wasm-bindgen-cli)

for version in "$library_lock" "$tool" "$tool_lock"; do
  if [ -z "$library" ] || [ "$version" != "$library" ]; then
    echo "wasm-bindgen differs: Cargo.toml $library, Cargo.lock $library_lock, tools/Cargo.toml $tool, tools/Cargo.lock $tool_lock" >&2
    exit 1
  fi
done
