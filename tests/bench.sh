#!/usr/bin/env bash
# Measures the service as a process behind a real socket, beside a program that only writes ready-made stanzas.
# usage: tests/bench.sh [--parts=broadcast,commit,rooms,postgres,lost,outage,growth,age,passivated,cluster,hosts] [--runs=1] [--hosts=prosody,ejabberd] [--peers] [--soak=MINUTES] [--smoke] ...
# Everything takes about 15 minutes. The table goes to stdout, as Markdown; a part that fails is a row that says so, and the others still print.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
. deploy/quickstart/packages.sh
install_missing prosody ejabberd postgresql >&2
dotnet build tests/MucService.Benchmarks --configuration Release --verbosity quiet --nologo >&2
echo "$(date -u +%F), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), .NET $(dotnet --version)"
echo
exec dotnet tests/MucService.Benchmarks/bin/Release/net10.0/benchmarks.dll system "$@"
