#!/usr/bin/env bash
# Builds everything and runs every test: first those of the projects, side by side, then those with real servers and cut links.
# Installs the Debian packages that are missing. The last line counts; a skipped test counts as failed.
set -euo pipefail
cd "$(dirname "$0")/.."
# The SDK needs libicu or this; the program needs neither.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
export results=$PWD/TestResults

. deploy/quickstart/packages.sh
mapfile -t packages < <(grep -v '^#' tests/packages.txt)
install_missing "${packages[@]}"

dotnet build MucService.sln --configuration Release --verbosity quiet --nologo

rm -rf "$results"
mkdir "$results"
broken=0
run() { # <project folder>: the results go to a file, failures also to the terminal; a test that hangs is ended and named
  timeout 2400 dotnet test "$1" --configuration Release --no-build --nologo --results-directory "$results" \
    --blame-hang-timeout 10m --blame-hang-dump-type none \
    --logger "trx;LogFileName=$(basename "$1").trx" --logger "console;verbosity=minimal" </dev/null
}
export -f run
find tests -maxdepth 1 -name '*.Tests' ! -name '*.EndToEnd.Tests' -print0 | sort -z \
  | xargs -0 -P "$(nproc)" -I{} bash -c 'run "$1"' run {} || broken=1
run tests/MucService.EndToEnd.Tests || broken=1

[ ! -e "$results/measured.txt" ] || cat "$results/measured.txt"

# <Counters total="3" executed="3" passed="2" failed="1" …/>: whatever did not pass has failed, and so has a run without results.
total=0 passed=0
for project in tests/*.Tests; do
  counters=$(grep -o '<Counters [^>]*>' "$results/$(basename "$project").trx" || echo '<Counters total="1" passed="0" />')
  total=$((total + $(sed 's/.* total="\([0-9]*\)".*/\1/' <<<"$counters")))
  passed=$((passed + $(sed 's/.* passed="\([0-9]*\)".*/\1/' <<<"$counters")))
done
failed=$((total - passed))
if [ "$failed" -eq 0 ]; then failed=$broken; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
