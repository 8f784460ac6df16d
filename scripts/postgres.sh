# Sourced: starts a throw-away PostgreSQL on a free loopback port and exports FIXILI_TEST_POSTGRES. It ends with the shell.
if [ -z "${FIXILI_TEST_POSTGRES:-}" ]; then
  pg_bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)")
  [ "$pg_bin" != . ] || pg_bin=$(dirname "$(readlink -f "$(command -v initdb)")")
  pg_dir=$(mktemp -d /tmp/fixili-pg.XXXXXX)
  # PostgreSQL refuses to run as root.
  pg_as() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$pg_dir"; fi
  pg_port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  pg_as "$pg_bin/initdb" -D "$pg_dir/data" -U fixili --auth=trust -E UTF8 --locale=C >/dev/null
  pg_as "$pg_bin/pg_ctl" -D "$pg_dir/data" -l "$pg_dir/log" -w -t 60 -o "-h 127.0.0.1 -p $pg_port -k $pg_dir -c fsync=${FIXILI_TEST_FSYNC:-off} -c max_connections=300" start >/dev/null
  pg_stop() { pg_as "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1; rm -rf "$pg_dir"; }
  trap pg_stop EXIT
  export FIXILI_TEST_POSTGRES="postgres://fixili@127.0.0.1:$pg_port/postgres"
fi
