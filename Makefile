# The one door. Every target installs what it needs, or says what is missing.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: tools ## Build and serve the demo shop; prints the address and the log-ins
	cargo run --quiet -- --data target/demo demo

test: tools postgres ## Everything: format, lints, unit and integration tests on both databases
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	source scripts/postgres.sh && cargo test --workspace

check: tools ## Format and lints only
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

bench: export FIXILI_TEST_FSYNC := on
bench: tools postgres ## Speed and memory against a floor run beside it (ARGS=--quick for a minute's run)
	source scripts/postgres.sh && cargo bench --bench load -- $(ARGS)

fmt: ## Format the code
	cargo fmt --all

tools:
	@scripts/tools.sh build

postgres:
	@scripts/tools.sh postgres

.PHONY: help run test check bench fmt tools postgres
