#!/usr/bin/env bash
# Builds Windrow and the systems it is compared with, and measures them; see benchmark/README.md.
#
#   benchmark/run.sh [--quick] [SCENARIO...]
#
#   JAVA_HOME   the Java for everything; otherwise the one on the PATH
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

cd "$root"
mvn -q -B -ntp -Pbenchmark -Dmaven.test.skip=true package
# As the launcher starts it: with an archive of loaded classes.
WINDROW_CDS=make "$root/windrow" --version >/dev/null

exec "$java" -Xmx1g -jar benchmark/harness/target/harness.jar --root "$root" "$@"
