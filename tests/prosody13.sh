#!/usr/bin/env bash
# Runs the tests that concern Prosody with Prosody 13, which Debian 13 has and Debian 12 has not: see tests/debian13.sh. Needs root, and
# tests/run.sh before it. An argument, if given, is the filter of dotnet test.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
. tests/debian13.sh
debian13_prosody

export MUC_TESTS_PROSODY=$debian13/prosody
exec dotnet test tests/MucService.EndToEnd.Tests --configuration Release --no-build --nologo --logger "console;verbosity=normal" \
  --results-directory TestResults/prosody13 --filter "${1:-LinkEventsTests|PresenceAnnotationTests|FaultsBehindProsodyTests}"
