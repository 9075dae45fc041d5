#!/bin/sh
# Ends each night what nobody wants any more. Silent when all is well, so that cron sends mail only where somebody has to look:
#
#   17 2 * * *   SPOTCTL_CONTEXT=prod /opt/spotctl/nightly-sweep.sh
#
# It lifts no guard. It ends with spotctl's own exit code.
set -u

told=$(mktemp)
trap 'rm -f "$told"' EXIT

# sweep WORDS...: runs spotctl, keeps what it tells, and leaves its exit code in `code`.
sweep() {
  spotctl "$@" >"$told" 2>&1
  code=$?
}

# look WHAT: for whoever reads the mail.
look() {
  printf '%s\n\n' "$1"
  cat "$told"
}

# What was cut off comes first: its ends are awaited and reported. Nothing of it is sent again, since nobody is here to confirm it (6).
sweep journal resume
case $code in
  0 | 6) sweep zombies --terminate --yes ;;
esac

case $code in
  0) ;;
  3) look 'Some could not be ended, reported, or looked at. The others are done. The next night tries again; see which and why:' ;;
  4) look 'The backend or AWS refused the credentials. Nothing can be ended until they are renewed: spotctl doctor --only endpoints,aws' ;;
  5) look 'EC2 takes long to end them. What became of them is reported by: spotctl journal resume' ;;
  6) look 'A guard refused. Decide by hand whether to lift it; nothing here does:' ;;
  130) look 'It was interrupted. Go on with: spotctl journal resume' ;;
  *) look "It failed ($code):" ;;
esac
exit "$code"
