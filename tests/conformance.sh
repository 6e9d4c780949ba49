#!/usr/bin/env bash
# Runs the scripts about rooms of Prosody's own suite, which come with the source of Debian 13's package, through a real Prosody 13 and the
# service, which takes the place of Prosody's rooms. Fetches both with apt; installs and keeps nothing of them in the project. Needs root.
# usage: tests/conformance.sh [--host] [--trace] [--only=NAME,…] [--Muc:KEY=VALUE …]
#        --host: Prosody's own rooms, in place of the service, to try the runner; --trace: all that is sent and received.
# A line for each script, and a count. Exit code 1 if any failed.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

. deploy/quickstart/packages.sh
install_missing iproute2
. tests/debian13.sh
debian13_prosody
debian13_source prosody spec/scansion

dotnet build tests/MucService.Conformance --configuration Release --verbosity quiet --nologo >&2
MUC_TESTS_PROSODY=$debian13/prosody exec dotnet tests/MucService.Conformance/bin/Release/net10.0/conformance.dll "$debian13/source/spec/scansion" "$@"
