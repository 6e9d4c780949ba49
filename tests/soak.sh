#!/usr/bin/env bash
# Disasters at random, one after the other, while people talk in rooms of three nodes behind a real Prosody and PostgreSQL.
# usage: tests/soak.sh [--minutes=10] [--seed=N] [--rooms=6] [--seconds=60] [--only=kill-holder,database,...]
#        tests/soak.sh --only=upgrade --from=COMMIT: nodes of that version are replaced one by one, under chat.
# The table goes to stdout, as Markdown; what happens, to stderr. Exit code 1 if anything was lost, heard twice or wrongly seen.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

. deploy/quickstart/packages.sh
install_missing prosody lua-unbound dnsmasq-base iptables iproute2 postgresql

arguments=()
for argument; do
  case $argument in
    --from=*)
      older=$(mktemp -d)
      trap 'rm -rf "$older"' EXIT
      git archive "${argument#--from=}" | tar -x -C "$older"
      dotnet build "$older/src/MucService.Host" --configuration Release --verbosity quiet --nologo >&2
      arguments+=("--older=$older/src/MucService.Host/bin/Release/net10.0/mucservice") ;;
    *) arguments+=("$argument") ;;
  esac
done
dotnet build tests/MucService.Soak --configuration Release --verbosity quiet --nologo >&2
dotnet tests/MucService.Soak/bin/Release/net10.0/soak.dll "${arguments[@]}"
