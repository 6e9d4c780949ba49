# Sourced: packages of Debian 13 on an older Debian, unpacked into a folder (default: ~/.cache/mucservice/prosody13). Nothing is installed.
debian13=${MUC_TESTS_PROSODY_FOLDER:-${XDG_CACHE_HOME:-${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}/.cache}/mucservice/prosody13}

# debian13_apt <word…>: apt-get, which knows Debian 13's packages only, and nothing of what this machine has installed.
debian13_apt() {
  if [ ! -e "$debian13/sources.ready" ]; then
    mkdir -p "$debian13"/{lists,cache}/partial "$debian13/cache/archives/partial"
    # From where this machine has its own packages.
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 'Origin: Debian' | grep -v security | head -n 1)
    printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' deb "$mirror" deb-src "$mirror" >"$debian13/sources.list"
    : >"$debian13/status"
    cat >"$debian13/apt.conf" <<CONF
Dir::Etc::sourcelist "$debian13/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$debian13/lists";
Dir::State::status "$debian13/status";
Dir::Cache "$debian13/cache";
APT::Install-Recommends "false";
CONF
    APT_CONFIG=$debian13/apt.conf apt-get update -qq
    : >"$debian13/sources.ready"
  fi
  APT_CONFIG=$debian13/apt.conf apt-get "$@"
}

# debian13_prosody: makes $debian13/prosody, a command that runs Debian 13's Prosody. Needs root when it runs.
debian13_prosody() {
  local root=$debian13/root package
  if [ ! -x "$root/usr/bin/prosody" ]; then
    debian13_apt install -qq --yes --download-only prosody lua-unbound bash coreutils
    mkdir -p "$root"
    for package in "$debian13"/cache/archives/*.deb; do dpkg-deb --extract "$package" "$root"; done
  fi

  # A bed has a mount namespace of its own, so that these mounts end with it.
  cat >"$debian13/prosody" <<RUN
#!/usr/bin/env bash
mkdir -p '$root/tmp' '$root/dev' '$root/proc' '$root$PWD'
mount --rbind /dev '$root/dev'
mount --types proc proc '$root/proc'
mount --bind /tmp '$root/tmp'
mkdir -p '$root$PWD'
mount --bind '$PWD' '$root$PWD'
exec chroot '$root' /usr/bin/prosody "\$@"
RUN
  chmod 755 "$debian13/prosody"
}

# debian13_source <package> <folder within it>: that folder of the package's source, as $debian13/source/<folder>.
debian13_source() {
  [ ! -d "$debian13/source/$2" ] || return 0
  mkdir -p "$debian13/source"
  # Of all that belongs to a source only this is needed: a mirror that misses another part of it will do. apt knows its hash. Who downloads is
  # another user where this one is root; the folder is this one's.
  local original
  (cd "$debian13/source" && debian13_apt source -qq --download-only -o APT::Sandbox::User=root "$1") || true
  original=$(find "$debian13/source" -name "$1_*.orig.tar.*" ! -name '*.asc')
  [ -n "$original" ] || { echo "The source of $1 cannot be had." >&2; return 1; }
  tar --extract --file "$original" --directory "$debian13/source" --strip-components 1 --wildcards "*/$2/*"
}
