#!/usr/bin/env bash
# A sweep is killed again and again, its workers and the whole, at random times, and ends with every run recorded once
# and with the content of one without kills; so do 1, 2 and 4 workers, two ranks of MPI where there is a
# launcher, and merged shards. Usage: sweep_kills_test.sh ISLETSIM SCENARIO REPLICATES KILLS
set -euo pipefail
program=$1
scenario=$2
replicates=$3
kills=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
RANDOM=7

cp "$scenario" "$work/tiny.toml"
cat >"$work/sweep.toml" <<END
[sweep]
format = 1
scenario = "tiny.toml"
replicates = $replicates
[grid]
cells.cd8_t_cell.initial = [1, 3]
[[arm]]
name = "control"
[[arm]]
name = "no_motility"
without = ["t_cell_motility"]
[series]
columns = ["islets.cd8_t_cells"]
END
cd "$work"
runs=$((4 * replicates))

sweep() { "$program" sweep sweep.toml --quiet "$@"; }
member() { "$program" sweep --status --json --db "$1" | sed -n "s/.*\"$2\": *\"\{0,1\}\([^\",]*\).*/\1/p"; }
expect() { # NAME EXPECTED GOT
  if [[ $2 == "$3" ]]; then
    echo "ok: $1"
  else
    echo "FAILED: $1: expected '$2', got '$3'"
    failures=$((failures + 1))
  fi
}
now() { echo "${EPOCHREALTIME/[.,]/}"; } # [µs]

sweep --db one.sqlite --workers 1
content=$(member one.sqlite content_hash)
expect "runs of one worker" "$runs" "$(member one.sqlite "done")"
for workers in 4 2; do
  begin=$(now)
  sweep --db "$workers.sqlite" --workers "$workers"
  duration=$(($(now) - begin))
  expect "$workers workers" "$content" "$(member "$workers.sqlite" content_hash)"
done
for shard in 1 2 3 4; do sweep --db "shard$shard" --shard "$shard/4" --workers 2; done
"$program" sweep --db merged.sqlite --merge shard1 shard2 shard3 shard4 >/dev/null
expect "four merged shards" "$content" "$(member merged.sqlite content_hash)"

if command -v mpirun >/dev/null && ldd "$program" | grep libmpi >/dev/null; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  mpirun --oversubscribe -n 2 "$program" sweep sweep.toml --quiet --db ranks.sqlite
  expect "two ranks" "$content" "$(member ranks.sqlite content_hash)"
else
  echo "skipped: two ranks (no mpirun, or built without MPI)"
fi

# Kills are spread over the sweep: one is due whenever so many runs more are recorded, a random time later. Even ones hit
# a worker, odd ones the whole sweep. A kill counts if runs were left to do after it, so that no process was about to end. A
# sweep that was done before all kills were made, as on a fast machine, is checked, and another is begun.
recorded() {
  local count
  count=$(member killed.sqlite "done" 2>/dev/null || true)
  echo "${count:-0}"
}
worker_of() { # one of the living children of a process
  local file fields children=()
  for file in /proc/[0-9]*/stat; do
    { read -r fields <"$file"; } 2>/dev/null || continue
    read -r -a fields <<<"${fields##*) }" # state, parent, ...
    if [[ ${fields[1]} == "$1" && ${fields[0]} != [ZX] ]]; then children+=("${file//[^0-9]/}"); fi
  done
  if ((${#children[@]} > 0)); then echo "${children[RANDOM % ${#children[@]}]}"; fi
}
all_kills=0
worker_kills=0
starts=0
sweeps=0
while ((all_kills < kills && failures == 0)); do
  rm -f killed.sqlite*
  sweeps=$((sweeps + 1))
  kills_of_sweep=0
  ended=137
  while ((ended == 137)); do
    starts=$((starts + 1))
    "$program" sweep sweep.toml --quiet --db killed.sqlite --workers 2 &
    process=$!
    while kill -0 "$process" 2>/dev/null && ((all_kills < kills)); do
      if (($(recorded) < kills_of_sweep * runs / (kills + 1))); then
        sleep 0.02
        continue
      fi
      delay=$((RANDOM * (duration / (kills + 1)) / 32768))
      sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
      victim=$process
      if ((all_kills % 2 == 0)); then victim=$(worker_of "$process"); fi
      if [[ -z $victim ]] || ! kill -KILL "$victim" 2>/dev/null; then continue; fi
      if (($(recorded) < runs)); then
        kills_of_sweep=$((kills_of_sweep + 1))
        all_kills=$((all_kills + 1))
        if [[ $victim != "$process" ]]; then worker_kills=$((worker_kills + 1)); fi
      fi
      if [[ $victim == "$process" ]]; then break; fi
    done
    ended=0
    wait "$process" 2>/dev/null || ended=$?
  done
  expect "end of sweep $sweeps, killed $kills_of_sweep times" 0 "$ended"
  expect "its runs" "$runs" "$(recorded)"
  expect "its content" "$content" "$(member killed.sqlite content_hash)"
done
echo "$all_kills kills, $worker_kills of them of workers; $starts starts of $sweeps sweeps"
exit $((failures > 0))
