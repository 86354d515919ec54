#!/usr/bin/env bash
# Writes the C++ blocks of a page to files, in their order: extract_code.sh PAGE FILE...
set -euo pipefail
page=$1
shift
number=0
for file in "$@"; do
  number=$((number + 1))
  mkdir -p "$(dirname "$file")"
  awk -v wanted="$number" '/^```cpp$/ { n++; on = 1; next } /^```$/ { on = 0 } on && n == wanted' "$page" >"$file"
  [[ -s $file ]] || { echo "$page: no C++ block number $number" >&2; exit 1; }
done
