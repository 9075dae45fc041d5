#!/bin/sh
# A migration was never applied: the agent is not told what to terminate, an old instance runs on unseen, and the one
# that replaced it by hand is in no list. From diagnosis to a healthy fleet, each step checked by its exit code.
#
#   incident.sh [INSTANCE]     the instance to register, launched by hand
set -u

instance=${1:-i-0f75d6fccfb53a938}

# step EXPECTED COMMAND...: shows the command, runs it, and stops unless it ends with the expected exit code.
step() {
  expected=$1
  shift
  printf '\n$ %s\n' "$*"
  "$@"
  actual=$?
  if [ "$actual" -ne "$expected" ]; then
    printf 'incident.sh: "%s" ended with %d, expected %d\n' "$*" "$actual" "$expected" >&2
    exit 1
  fi
}

step 1 spotctl doctor
step 0 spotctl schema apply --yes
step 0 spotctl register-instance "$instance" --yes
step 0 spotctl zombies --terminate --yes
step 0 spotctl doctor
