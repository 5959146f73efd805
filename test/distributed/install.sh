#!/usr/bin/env bash
# Installs the servers that these tests start, from Debian's packages, unless they are there.
set -euo pipefail

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v nginx >/dev/null || missing+=(nginx-light)
command -v haproxy >/dev/null || missing+=(haproxy)
# Debian keeps PostgreSQL's programs off the path.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} = 0 ] && exit 0

sudo=$([ "$(id -u)" = 0 ] || echo sudo)
# They are started by the tests, on ports and in folders of their own: none shall run because it was installed.
policy=/usr/sbin/policy-rc.d
[ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null; $sudo chmod +x $policy; made=1; }
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
[ -z "${made:-}" ] || $sudo rm $policy
