#!/usr/bin/env python3
"""Measures how the time of a training step grows with the width, the depth and the batch of a dense
network, in Cotangent and in PyTorch in turn, and prints a Markdown table.

usage: PYTHON=python-with-torch benchmarks/sweep.py --json sweep.jsonl [--rounds 3] [--seconds 0.3]
       benchmarks/sweep.py --of sweep.jsonl          (the table of lines that were measured before)

Each side measures all sizes of a sweep in one process; a figure is the median of the rounds, a ratio the
median of the rounds' own ratios, above 1 where Cotangent is faster. The exit code is 1 if a point of
Cotangent is a cliff: more than 1.5 times the time per operation of both its neighbours.
"""

import argparse
import json
import statistics
import sys
import time

import machine
from machine import ROOT, number

SWEEPS = ["width", "depth", "batch"]
CLIFF = 1.5


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sweeps", type=lambda text: text.split(","), default=SWEEPS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.3, help="length of each of 3 windows of a point")
    parser.add_argument("--variant", default="eager-fused")
    parser.add_argument("--kernels", default="vector")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", default="", help="file that the lines of all runs are added to")
    parser.add_argument("--of", default="", help="file with lines to print the table of, without measuring")
    return parser.parse_args()


def measure(options):
    machine.build()
    lines = []
    for count in range(options.rounds):
        for sweep in options.sweeps:
            name, seconds = "sweep-" + sweep, ["--seconds", str(options.seconds)]
            own = [ROOT / "cotangent", "bench", name, "--workers", str(options.workers), "--kernels", options.kernels]
            peer = machine.torch_command(name, options.variant, options.workers)
            for command in (own, peer):
                found = machine.lines_of(command + seconds, {"BENCH_T0": repr(time.time())})
                found = [{**line, "round": count} for line in found]
                machine.append(options.json, found)
                lines += found
    return lines


def points(lines, sweep):
    """The median microseconds of a step of both sides by size, with the ratio and the operations."""
    found = []
    for size in sorted({line["size"] for line in lines if line["sweep"] == sweep}):
        here = [line for line in lines if line["sweep"] == sweep and line["size"] == size]
        own = {line["round"]: line["step_us"] for line in here if line["peer"] == "cotangent"}
        peer = {line["round"]: line["step_us"] for line in here if line["peer"] != "cotangent"}
        both = own.keys() & peer.keys()
        if not both:
            sys.exit("%s %d: expected lines of both sides in the same round" % (sweep, size))
        ratio = statistics.median(peer[count] / own[count] for count in both)
        found.append((size, statistics.median(own.values()), statistics.median(peer.values()), ratio, here[0]["flops"]))
    return found


def cliffs(found):
    """Sizes whose time per operation is far above that of both neighbours."""
    rates = [own / operations for _, own, _, _, operations in found]
    return [found[i][0] for i in range(1, len(found) - 1) if rates[i] > CLIFF * max(rates[i - 1], rates[i + 1])]


def table(sweep, found):
    print("| %s | Cotangent, µs | PyTorch, µs | ratio | Cotangent, GFLOP/s |" % sweep)
    print("|---|---|---|---|---|")
    for size, own, peer, ratio, operations in found:
        print("| %d | %s | %s | %.2f | %s |" % (size, number(own), number(peer), ratio, number(operations / own / 1e3)))
    print(flush=True)


def main():
    options = arguments()
    if options.of:
        with open(options.of, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
    else:
        lines = measure(options)
    failed = False
    for sweep in SWEEPS:
        found = points(lines, sweep)
        if found:
            table(sweep, found)
        for size in cliffs(found):
            failed = True
            print("CLIFF: %s %d takes more than %.1f times as long per operation as both neighbours" % (sweep, size, CLIFF))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
