# The only door to building and testing. Every target may be run again at any time.

TARGET  := $(abspath $(or $(CARGO_TARGET_DIR),target))
GLUE    := $(TARGET)/glue
SITE    := dist/site
BINDGEN := $(TARGET)/tools/debug/bindgen
# What cargo said about the wasm build: names the folder in which build.rs left the fetched questionnaires.
MESSAGES := $(TARGET)/wasm-messages.json
WASM    := $(TARGET)/wasm32-unknown-unknown/release/tickmark.wasm
# The module for evidence, which a page loads on the first drop.
READER  := $(TARGET)/wasm32-unknown-unknown/evidence/tickmark.wasm
# The module for links, exports and merging, which a page loads when one is wanted.
EXCHANGE := $(TARGET)/wasm32-unknown-unknown/exchange/tickmark.wasm
BINDGEN_FLAGS := --target web --no-typescript --experimental-reset-state-function --remove-name-section \
	--remove-producers-section
# Builds the site anew, in the place where the others read it: runs when they have ended.
BUILDS := tests/www/readme.test.mjs
NODE_TESTS = $(wildcard tests/wasm/*.test.mjs tests/www/*.test.mjs tests/embed/*.test.mjs)
export CARGO_TARGET_DIR := $(TARGET)

.DEFAULT_GOAL := help
.PHONY: help serve test build package bench size lint soak clean pins wasm wasm-page wasm-exchange wasm-evidence modules

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: build ## build the site and serve it on this machine
	@node www/serve.mjs

test: lint ## everything that has to hold before a change is kept
	@tools/readers.sh > /dev/null
	cargo test --quiet
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps
	$(MAKE) --no-print-directory package
	CHROMIUM="$$(tools/chromium.sh)" && export CHROMIUM && node --test --test-concurrency=3 $(filter-out $(BUILDS),$(NODE_TESTS))
	node --test $(BUILDS)

build: wasm modules ## the whole site in dist/site
	node www/build.mjs $(GLUE) $(SITE) $(MESSAGES)

package: build ## the package for npm in dist/npm: element, engine, frame
	node www/package.mjs $(GLUE) $(SITE) dist/npm

bench: build ## how fast the engine is, natively and in Chromium
	cargo bench
	CHROMIUM="$$(tools/chromium.sh)" && export CHROMIUM && node benches/browser.mjs && node benches/evidence.mjs

lint: pins modules ## formatting, clippy, types of the site
	@tools/compiler.sh
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings
	www/node_modules/.bin/tsc -p www

size: build ## where the bytes of the site are
	@node www/sizes.mjs $(SITE) $(WASM)

soak: package ## what takes longer: every property and mutant with many more cases
	COMPANIES=20000 PROPTEST_CASES=20000 cargo test --release --quiet
	PEOPLE=100000 cargo test --release --test suite -- --nocapture mock_audit::whole planted::
	FUZZ_SECONDS=3600 FUZZ_FROM=$$(date +%s)000 cargo test --release --test fuzzed -- --nocapture
	MUTANTS=30000 node --test tests/wasm/mutants.test.mjs
	CHROMIUM="$$(tools/chromium.sh)" && export CHROMIUM && CONSUMERS=all node --test tests/embed/consumers.test.mjs

clean: ## forget everything that was built
	rm -rf dist $(TARGET) www/node_modules

pins:
	@tools/check-pins.sh

# What two compilers that run at once need is fetched before.
wasm: pins
	@mkdir -p $(TARGET)
	@tools/compiler.sh
	@tools/wasm-cargo.sh fetch
	@$(MAKE) --no-print-directory -j2 wasm-page wasm-evidence wasm-exchange
	@rm -rf $(GLUE)
	@$(BINDGEN) $(BINDGEN_FLAGS) --out-dir $(GLUE) --out-name tickmark $(WASM)
	@$(BINDGEN) $(BINDGEN_FLAGS) --out-dir $(GLUE) --out-name evidence $(READER)
	@$(BINDGEN) $(BINDGEN_FLAGS) --out-dir $(GLUE) --out-name exchange $(EXCHANGE)

wasm-page:
	@tools/wasm-cargo.sh rustc --lib --crate-type cdylib --release --no-default-features \
		--message-format=json-render-diagnostics > $(MESSAGES)

# In a folder of its own, as the reader is: a module with other features in the same place makes cargo build both again each time.
wasm-exchange:
	@tools/wasm-cargo.sh rustc --lib --crate-type cdylib --profile exchange --no-default-features --features exchange-module

wasm-evidence:
	@CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-C target-feature=+simd128" \
		tools/wasm-cargo.sh rustc --lib --crate-type cdylib --profile evidence --no-default-features \
		--features evidence-module
	@cargo build --quiet --manifest-path tools/Cargo.toml --target-dir $(TARGET)/tools

modules: www/node_modules/.package-lock.json

www/node_modules/.package-lock.json: www/package.json www/package-lock.json
	npm --prefix www ci --no-audit --no-fund --loglevel=error
	@touch $@
