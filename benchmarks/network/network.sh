#!/bin/bash
# Runs a command for each of T members, each in a network namespace of its own.
#
#   network.sh T DELAY_US RATE_MBIT COMMAND...
#
# DELAY_US: one way, between two members. RATE_MBIT: of each member's sending. In the command, {member} stands for
# the member's number and {host} for its address. Needs root, gcc and iproute2.
set -e
members=$1 delay=$2 rate=$3
shift 3
folder=$(mktemp -d)
prefix=cotangent$$m
end() {
  kill "$switch" 2>/dev/null || true
  for ((i = 0; i < members; i++)); do ip netns del $prefix$i 2>/dev/null || true; done
  rm -rf "$folder"
}
trap end EXIT
gcc -O2 -o "$folder/delay" "$(dirname "$0")/delay.c"
names=()
for ((i = 0; i < members; i++)); do
  ip netns add $prefix$i
  names+=($prefix$i)
done
"$folder/delay" "$delay" "${names[@]}" > "$folder/ready" &
switch=$!
until grep -qs ready "$folder/ready"; do sleep 0.05; done
for ((i = 0; i < members; i++)); do
  ip netns exec $prefix$i ip link set lo up
  ip netns exec $prefix$i ip addr add 10.77.0.$((i + 1))/24 dev members
  ip netns exec $prefix$i ip link set members mtu 9000 up
  ip netns exec $prefix$i ip route change 10.77.0.0/24 dev members congctl cubic
  ip netns exec $prefix$i tc qdisc add dev members root tbf rate "${rate}mbit" burst 10kb limit 64mb
done
processes=()
for ((i = 0; i < members; i++)); do
  words=("${@//\{member\}/$i}")
  ip netns exec $prefix$i "${words[@]//\{host\}/10.77.0.$((i + 1))}" &
  processes+=($!)
done
for process in "${processes[@]}"; do wait "$process"; done
