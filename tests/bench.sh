#!/usr/bin/env bash
# Measures the service as a process behind a real socket, beside a program that only writes ready-made stanzas.
# usage: tests/bench.sh [--smoke] [--seconds=4] [--warm-up=10] [--occupants=10,100,1000] [--rooms=10000] [--rest=30] [--messages=100] [--runs=3] [--parts=broadcast,rooms,lost]
# The table goes to stdout, as Markdown.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/MucService.Benchmarks --configuration Release --verbosity quiet --nologo >&2
echo "$(date -u +%F), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), .NET $(dotnet --version)"
echo
exec dotnet tests/MucService.Benchmarks/bin/Release/net10.0/benchmarks.dll system "$@"
