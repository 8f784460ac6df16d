# The one door. Every target installs what it needs, or says what is missing.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PROGRAM := $(abspath $(or $(CARGO_TARGET_DIR),target))/debug/fixili

help: ## What can be made
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: tools ## Build and serve the demo shop; prints the address and the log-ins
	cargo run --quiet -- --data target/demo demo

test: tools postgres e2e-tools ## Everything: format, lints, unit and integration tests on both databases, a browser
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cd assets && npm run --silent check
	source scripts/postgres.sh && cargo test --workspace
	$(MAKE) --no-print-directory e2e

e2e: tools postgres e2e-tools ## Tests in a real browser, as people use the application
	cargo build
	cd e2e && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund
	source scripts/postgres.sh && cd e2e && FIXILI_BIN="$(PROGRAM)" npm test --silent

check: tools ## Format, lints and types only
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cd assets && npm run --silent check

bench: export FIXILI_TEST_FSYNC := on
bench: tools postgres ## Speed and memory against a floor run beside it (ARGS=--quick for a minute's run)
	source scripts/postgres.sh && cargo bench --bench load -- $(ARGS)

fmt: ## Format the code
	cargo fmt --all

tools:
	@scripts/tools.sh build

postgres:
	@scripts/tools.sh postgres

e2e-tools:
	@scripts/tools.sh e2e

.PHONY: help run test e2e check bench fmt tools postgres e2e-tools
