#!/bin/sh
# wasm-cargo.sh COMMAND [ARGUMENTS]: runs cargo for wasm32-unknown-unknown with a compiler that can build for it.
set -eu
T=wasm32-unknown-unknown
command=$1
shift

# Whether the compiler $1 comes with a standard library for wasm.
std() { ls "$("$1" --print target-libdir --target $T 2>/dev/null)"/libstd-*.rlib >/dev/null 2>&1; }

if std rustc; then
  how="installed target"
elif command -v rustup >/dev/null && timeout 180 rustup target add $T >/dev/null 2>&1 && std rustc; then
  how="rustup target add"
else
  if ! [ -x /usr/bin/rustc ] || ! [ -d /usr/lib/rustlib/src/rust/library ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "no standard library for wasm: run 'rustup target add $T' and try again" >&2
      exit 1
    fi
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends rustc-web rust-web-src; } >/dev/null 2>&1; then
      echo "no standard library for wasm: neither 'rustup target add $T' nor 'apt-get install rustc-web rust-web-src' worked" >&2
      exit 1
    fi
  fi
  # Debian's compiler brings the sources of its standard library, but no linker.
  lld=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/rust-lld
  [ -x "$lld" ] || lld=wasm-ld-22
  export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$lld"
  how="Debian's rustc $(/usr/bin/rustc -V | cut -d' ' -f2) with its std sources"
fi
# The module names no folder and no registry of the machine that built it: the same bytes come out anywhere.
cargo fetch --quiet --target $T
for sources in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:-} --remap-path-prefix=$sources="
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
echo "wasm32: $how" >&2
exec cargo "$command" --quiet --target $T "$@"
