#!/bin/sh
# The diagnosis for node_exporter's textfile collector, put in place whole:
#
#   */5 * * * *   SPOTCTL_CONTEXT=prod /opt/spotctl/prometheus-textfile.sh /var/lib/node_exporter/textfile
#
# Where spotctl cannot say anything the old file stays, and spotctl_diagnosis_timestamp_seconds in it grows old. To be told of both:
#
#   sum(spotctl_findings{severity="error"}) > 0
#   time() - spotctl_diagnosis_timestamp_seconds > 900
set -u

folder=${1:?"the folder that node_exporter reads: prometheus-textfile.sh FOLDER"}

fresh=$(mktemp "$folder/spotctl.XXXXXX") || exit 1
trap 'rm -f "$fresh"' EXIT

spotctl doctor -o openmetrics >"$fresh"
code=$?
case $code in
  # Healthy; problems; something could not be checked: each is an answer.
  0 | 1 | 3) ;;
  *) exit "$code" ;;
esac

# node_exporter is another user, and reads only what ends in .prom.
chmod 0644 "$fresh"
mv "$fresh" "$folder/spotctl.prom"
