#!/usr/bin/env bash
# Installs what a target needs (Debian packages, when root) or says clearly what is missing.
set -euo pipefail

missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }

case "${1:-build}" in
build)
  for tool in cargo node npm cc; do
    command -v "$tool" >/dev/null 2>&1 || { echo "fixili: '$tool' is needed (Rust, Node.js 20 or newer with npm, a C compiler)" >&2; exit 1; }
  done
  ;;
postgres)
  [ -n "${FIXILI_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need initdb postgresql
  ;;
e2e)
  [ -n "${FIXILI_CHROMIUM:-}" ] || need chromium chromium
  # A real gateway of text messages.
  [ -x /usr/sbin/bearerbox ] || missing+=(kannel)
  # Any Java runs the validator of the pages' HTML.
  need java default-jre-headless
  ;;
esac

[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  echo "fixili: please install: ${missing[*]} (Debian package names), then run this again" >&2
  exit 1
fi
