#!/bin/sh
# Rehearses a switch in staging, from the command to the confirmed end of the old instance. Silent when every step is proven:
#
#   30 3 * * *   SPOTCTL_CONTEXT=staging /opt/spotctl/staging-drill.sh web-01 --wait 1m
#
# The agent is named by its logical id; what follows it goes to `spotctl drill`. Where a drill is safe, the context has to say once:
#
#   spotctl context set staging --drill-client ID --drill-account ID
set -u

agent=${1:?'the agent to rehearse with: staging-drill.sh AGENT [FLAGS]'}
shift

told=$(mktemp)
trap 'rm -f "$told"' EXIT

# look WHAT: for whoever reads the mail.
look() {
  printf '%s\n\n' "$1"
  cat "$told"
}

# A fleet that is ill already proves nothing, and a drill would only be in the way.
spotctl doctor --fail-on error >"$told" 2>&1
code=$?
if [ "$code" -ne 0 ]; then
  look "No drill was held: the fleet is not healthy, or cannot be seen whole ($code)."
  exit "$code"
fi

spotctl drill --agent "$agent" --confirm "$agent" "$@" >"$told" 2>&1
code=$?
case $code in
  0) ;;
  1) look 'The drill failed: do not release. The step that failed says where to look:' ;;
  3) look 'Not everything could be proven, or put back. What is left is named:' ;;
  4) look 'The backend or AWS refused the credentials: spotctl doctor --only endpoints,aws' ;;
  5) look "A step took longer than it may. Does an agent run for $agent?" ;;
  6) look 'The drill was refused: not a target, or the agent is not ready.' ;;
  130) look 'It was interrupted. What was begun is put back:' ;;
  *) look "It could not be held ($code):" ;;
esac
exit "$code"
