#!/usr/bin/env bash
# Runs the tests that concern Prosody with Prosody 13, which Debian 13 has and Debian 12 has not. Its packages are unpacked into a folder
# (default: ~/.cache/mucservice/prosody13) and run from there; nothing is installed. Needs root, and tests/run.sh before it.
# An argument, if given, is the filter of dotnet test.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
home=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
folder=${MUC_TESTS_PROSODY_FOLDER:-${XDG_CACHE_HOME:-$home/.cache}/mucservice/prosody13}
root=$folder/root

if [ ! -x "$root/usr/bin/prosody" ]; then
  mkdir -p "$folder"/{lists,cache}/partial "$folder/cache/archives/partial"
  # From where this machine has its own packages.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 'Origin: Debian' | grep -v security | head -n 1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$folder/sources.list"
  : >"$folder/status"
  cat >"$folder/apt.conf" <<CONF
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::State::status "$folder/status";
Dir::Cache "$folder/cache";
APT::Install-Recommends "false";
CONF
  APT_CONFIG=$folder/apt.conf apt-get update -qq
  APT_CONFIG=$folder/apt.conf apt-get install -qq --yes --download-only prosody lua-unbound bash coreutils
  mkdir -p "$root"
  for package in "$folder"/cache/archives/*.deb; do dpkg-deb --extract "$package" "$root"; done
fi

# A bed has a mount namespace of its own, so that these mounts end with it.
cat >"$folder/prosody" <<RUN
#!/usr/bin/env bash
mkdir -p '$root/tmp' '$root/dev' '$root/proc' '$root$PWD'
mount --rbind /dev '$root/dev'
mount --types proc proc '$root/proc'
mount --bind /tmp '$root/tmp'
mkdir -p '$root$PWD'
mount --bind '$PWD' '$root$PWD'
exec chroot '$root' /usr/bin/prosody "\$@"
RUN
chmod 755 "$folder/prosody"

export MUC_TESTS_PROSODY=$folder/prosody
exec dotnet test tests/MucService.EndToEnd.Tests --configuration Release --no-build --nologo --logger "console;verbosity=normal" \
  --results-directory TestResults/prosody13 --filter "${1:-LinkEventsTests|PresenceAnnotationTests|FaultsBehindProsodyTests}"
