#!/bin/sh
# What the fleet costs, and what of that nobody wants. For a mail a week:
#
#   0 8 * * 1   SPOTCTL_CONTEXT=prod /opt/spotctl/weekly-cost.sh | mail -s 'Spot fleet' team@example.com
#
# It changes nothing. Prices are EC2's newest; what has none is counted apart, never as nothing.
set -u

rows=$(mktemp)
trap 'rm -f "$rows"' EXIT

# list COMMAND COLUMNS: tab-separated rows, without a header, since it is no terminal. 3 says that a source was not seen.
list() {
  spotctl "$1" --columns "$2" -o tsv >"$rows"
  code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || exit "$code"
}

list instances agent,awsState,hourlyCost
awk -F '\t' '
  $2 != "running" { next }
  { running++; count[$1]++ }
  $3 == "" { unpriced++; next }
  { cost[$1] += $3; total += $3 }
  END {
    printf "%d running: $%.4f an hour, $%.2f a week\n", running, total, total * 24 * 7
    if (unpriced > 0) printf "%d of them without a known price\n", unpriced
    for (agent in count) printf "  %-20s %4d  $%.2f a week\n", agent == "" ? "(no agent)" : agent, count[agent], cost[agent] * 24 * 7 | "sort"
  }
' "$rows"

list zombies id,agent,region,wastedSince,hourlyCost,wastedCost
awk -F '\t' '
  { unwanted++; hourly += $5; wasted += $6 }
  $6 == "" { unpriced++ }
  { line[unwanted] = sprintf("  %s  %s  %s  since %s  $%.2f", $1, $2 == "" ? "(no agent)" : $2, $3, $4 == "" ? "unknown" : $4, $6) }
  END {
    printf "\n%d unwanted: $%.2f wasted so far, $%.2f more each week\n", unwanted, wasted, hourly * 24 * 7
    if (unpriced > 0) printf "%d of them without a known cost\n", unpriced
    for (at = 1; at <= unwanted; at++) print line[at]
    if (unwanted > 0) print "End them: spotctl zombies --terminate"
  }
' "$rows"
