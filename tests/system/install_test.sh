#!/bin/sh
# Installs a build to one prefix, moves it to another, and uses it from elsewhere: the program finds
# its scenarios, and an external program builds against isletsim::core and isletsim::agents.
#   install_test.sh BUILD_DIR CXX_COMPILER
set -eu
build=$1
compiler=$2
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

cmake --install "$build" --prefix "$scratch/first" >/dev/null
mv first second

expected=$(cd "$here/../../scenarios" && ls ./*.toml 2>/dev/null | sed 's|^\./||; s|\.toml$||')
found=$(second/bin/isletsim list scenarios | awk 'NR > 1 { print $1 }')
if [ "$found" != "$expected" ]; then
  printf 'the installed program lists "%s" instead of "%s"\n' "$found" "$expected"
  exit 1
fi

second/bin/isletsim run nod_mouse --until "1 h" --frames none --quiet --out run
[ -s run/series/islets.csv ]

cmake -S "$here/consumer" -B consumer -DCMAKE_PREFIX_PATH="$scratch/second" -DCMAKE_CXX_COMPILER="$compiler" >/dev/null
cmake --build consumer >/dev/null
output=$(consumer/consumer)
if [ "$output" != "CXCL12 1" ]; then
  echo "the program built against the installed libraries prints '$output'"
  exit 1
fi
