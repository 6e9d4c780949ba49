# Sourced: installs Debian packages without starting what they bring.

# install_missing <package>…: as root or with sudo. Without either it prints the one line to run, and ends the script with 2.
install_missing() {
  local missing=() package as_root=()
  for package in "$@"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo true; }; }; then
      echo "Missing Debian packages. Please run this as root, and then this script again:" >&2
      echo "apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 2
    fi
    as_root=(sudo)
  fi

  echo "Installing ${missing[*]}"
  "${as_root[@]}" bash -s -- "${missing[@]}" <<'ROOT'
set -eu
# A package's scripts ask this program before they start a daemon; 101 is "not allowed" and is no failure. What already runs goes on
# running. The file that was there before, if any, comes back.
policy=/usr/sbin/policy-rc.d
kept=
if [ -e "$policy" ]; then kept=$(mktemp) && cp -p "$policy" "$kept"; fi
restore() { if [ -n "$kept" ]; then mv "$kept" "$policy"; else rm -f "$policy"; fi; }
trap restore EXIT
trap 'exit 130' INT TERM
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq </dev/null
apt-get install -qq --yes --no-install-recommends "$@" </dev/null >/dev/null

# Nor are they started at the next boot.
for daemon in "$@"; do
  if [ -e "/etc/init.d/$daemon" ]; then update-rc.d "$daemon" disable >/dev/null; fi
done
ROOT
}
