#!/usr/bin/env bash
# Measures three nodes of the service on one PostgreSQL: pauses and losses when a node is killed, ends or comes, rooms that come back by themselves, a long list of rooms.
# usage: tests/bench-cluster.sh [--rooms=300] [--pace=250] [--waking=30000] [--listed=100000] [--parts=talk,wake,directory] [--only=SIGTERM] [--Muc:Cluster:Pause=4s …]
# The tables go to stdout, as Markdown.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
. deploy/quickstart/packages.sh
install_missing postgresql >&2
dotnet build tests/MucService.Benchmarks --configuration Release --verbosity quiet --nologo >&2
echo "$(date -u +%F), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), .NET $(dotnet --version)"
echo
exec dotnet tests/MucService.Benchmarks/bin/Release/net10.0/benchmarks.dll cluster "$@"
