#!/usr/bin/env bash
# A room on two federated XMPP servers that knows when one of them is gone: plays the story once, then stays up for your own client
# until Ctrl-C. With --demo it ends after the story. Everything runs in namespaces of its own and is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
# The SDK needs libicu or this; the program needs neither.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

usage='usage: deploy/quickstart.sh [--demo]
Plays the story of a lost link and stays up for your own client until Ctrl-C; with --demo it ends after the story.'
case "$#:${1-}" in
  0: | 1:--demo) ;;
  1:-h | 1:--help) echo "$usage"; exit 0 ;;
  *) echo "$usage" >&2; exit 2 ;;
esac

if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
  echo "This needs the .NET 10 SDK: https://dotnet.microsoft.com/download" >&2
  exit 2
fi

. deploy/quickstart/packages.sh
install_missing prosody lua-unbound dnsmasq-base iptables iproute2

echo "Building the service"
for project in src/MucService.Host src/MucService.Admin deploy/quickstart; do
  output=$(dotnet build "$project" --configuration Release --verbosity quiet --nologo 2>&1) || { echo "$output" >&2; exit 1; }
done

# Some of its processes end suddenly: without this they would leave their debugger sockets in the folder for temporary files.
export DOTNET_EnableDiagnostics=0
exec deploy/quickstart/bin/Release/net10.0/quickstart "$@"
