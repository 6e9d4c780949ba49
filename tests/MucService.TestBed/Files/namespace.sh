#!/usr/bin/env bash
# The first process of a bed's own namespaces (network, processes, mounts). It reads lines of bash from its input, runs each, and
# answers "= <exit status>". When its input ends it ends, and with it the kernel ends all that it started, every rule and every address.
set -u
declare -A pids

# start <name> <command…>: runs a command behind our back; what it says goes to <name>.log.
start() {
  local name=$1
  shift
  "$@" >>"$name.log" 2>&1 </dev/null &
  pids[$name]=$!
}

# stop <name> <signal> <tenths of a second>: sends a signal, waits for the end and gives the command's own exit status (124: it goes on).
stop() {
  kill -s "$2" "${pids[$1]}" || return 125
  for ((waited = 0; waited < $3 * 5; waited++)); do
    kill -0 "${pids[$1]}" 2>/dev/null || { wait "${pids[$1]}"; return; }
    sleep 0.02
  done
  return 124
}

# signal <name> <signal>: sends a signal and waits for nothing.
signal() { kill -s "$2" "${pids[$1]}"; }

# running <name>: whether it still does.
running() { kill -0 "${pids[$1]}" 2>/dev/null; }

ip link set lo up
echo "= $?"
while IFS= read -r line; do
  eval "$line" </dev/null 2>&1
  echo "= $?"
done
