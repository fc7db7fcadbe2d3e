#!/usr/bin/env python3
"""Measures Cotangent and its peers side by side, in turn, and prints a Markdown table.

usage: PYTHON=python-with-torch benchmarks/compare.py [--workloads W2,W3] [--workers 1,2]
       [--rounds 3] [--variants eager-fused,compile] [--kernels vector,chosen] [--seconds 1.2]
       benchmarks/compare.py --first-500 [--workloads W3,W5,W6,GPT] ...

A round runs Cotangent and then each variant of a peer, each in a process of its own, with the same
warm-up and the same windows. A ratio is the median of the rounds' own ratios, above 1 where Cotangent
is faster; a machine whose speed drifts from round to round changes it little. With --first-500, the time
from the start of each process to the end of step 500 counts instead of windows. PYTHON names the
interpreter that has torch (this script needs the standard library only). Variants are eager, eager-fused
and compile of PyTorch, and dl4j and djl (dense networks only), once they are built:
./mvnw -q -Ppeers -pl benchmarks/peers package. The JSON lines of all runs are added to the file that
--json names. A warning says when other processes took part of the machine.
"""

import argparse
import os
import pathlib
import statistics
import sys
import time

import machine
from machine import ROOT, number

WORKLOADS = "W1b1,W1b32,W2,W3,W4,W5,W6,GPT,I1-W2,I1-W3,I2-W3"
FIRST = "W3,W5,W6,GPT"
CHOSEN = "chosen"
JAVA_PEERS = {"dl4j": "Dl4j", "djl": "Djl"}


def numbers(text):
    return [int(part) for part in text.split(",")]


def names(text):
    return text.split(",")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", type=names, help="default: all, or %s with --first-500" % FIRST)
    parser.add_argument("--workers", type=numbers, default=[1])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--variants", type=names, default=["eager-fused"])
    parser.add_argument("--kernels", type=names, default=[CHOSEN],
                        help="vector, portable or chosen (as a training chooses, the default), one or several")
    parser.add_argument("--seconds", type=float, default=1.2)
    parser.add_argument("--first-500", action="store_true", help="seconds to the end of step 500")
    parser.add_argument("--json", default="", help="file that the lines of all runs are added to")
    options = parser.parse_args()
    if options.first_500 and JAVA_PEERS.keys() & set(options.variants):
        parser.error("--first-500 compares with PyTorch only")
    options.workloads = options.workloads or names(FIRST if options.first_500 else WORKLOADS)
    return options


def protocol(options):
    """The arguments that say what is measured."""
    return ["--series", "0.5", "--until", "500"] if options.first_500 else ["--seconds", str(options.seconds)]


def cotangent(kernels, workload, workers, options):
    command = [ROOT / "cotangent", "bench", workload, "--workers", str(workers), *protocol(options)]
    if kernels != CHOSEN:
        command += ["--kernels", kernels]
    return {**machine.lines_of(command)[-1], "choice": kernels}


def torch(variant, workload, workers, options):
    command = machine.torch_command(workload, variant, workers) + protocol(options)
    return machine.lines_of(command, {"BENCH_T0": repr(time.time())})[-1]


def java_peer(name, workload, workers, options):
    """Deeplearning4j or DJL, from what the Maven profile "peers" has built."""
    folder = ROOT / "benchmarks" / "peers" / "target"
    if not (folder / "lib").is_dir():
        sys.exit("compare: %s needs ./mvnw -q -Ppeers -pl benchmarks/peers package" % name)
    java = pathlib.Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    command = [java, "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=%d" % workers,
               "-Dai.djl.pytorch.num_interop_threads=1", "-cp", "%s%s%s" % (folder / "classes", os.pathsep, folder / "lib" / "*"),
               "dev.cotangent.benchmarks.peers." + JAVA_PEERS[name], workload,
               "--workers", str(workers), "--seconds", str(options.seconds)]
    return machine.lines_of(command, {
        "BENCH_T0": repr(time.time()), "OMP_NUM_THREADS": str(workers), "MKL_NUM_THREADS": str(workers),
        "OPENBLAS_NUM_THREADS": str(workers), "OPENBLAS_CORETYPE": "SKYLAKEX", "OMP_WAIT_POLICY": "PASSIVE"})[-1]


def run(name, workload, workers, options):
    if name in options.kernels:
        return cotangent(name, workload, workers, options)
    if name in JAVA_PEERS:
        return java_peer(name, workload, workers, options)
    return torch(name, workload, workers, options)


def rounds(workload, workers, options):
    """The lines of each runner, one for each round: A B A B."""
    lines = {name: [] for name in [*options.kernels, *options.variants]}
    for count in range(options.rounds):
        for name in lines:
            line = {**run(name, workload, workers, options), "round": count}
            lines[name].append(line)
            machine.append(options.json, [line])
    return lines


def speed(line):
    """Calls a second; of a prediction the median call, as its slowest ones say more of the machine."""
    return 1e6 / line["p50_us"] if line["p50_us"] else line["steps_per_s"]


def first_steps(line):
    return line["first_500_s"]


def median(lines, key):
    return statistics.median(key(line) for line in lines)


def spread(values):
    return (max(values) - min(values)) / statistics.median(values)


def row(workload, workers, kernels, name, own, other, options):
    key = first_steps if options.first_500 else speed
    ratios = [key(a) / key(b) for a, b in zip(own, other)]
    if options.first_500:
        ratios = [1 / ratio for ratio in ratios]
    cells = [
        workload, str(workers), kernels, name, number(median(own, key)), number(median(other, key)),
        "%.2f" % statistics.median(ratios), "%.0f %%" % (100 * spread(ratios)),
        number(median(own, lambda line: line["rss_mb"])) + " / " + number(median(other, lambda line: line["rss_mb"])),
    ]
    if not options.first_500:
        cells.append("%.2f / %.2f" % (median(own, lambda line: line["startup_s"]), median(other, lambda line: line["startup_s"])))
    cells.append("%.0f %%" % (100 * max(line["others"] + line["stolen"] for line in own + other)))
    return "| " + " | ".join(cells) + " |"


def header(options):
    unit, start = ("s to step 500", []) if options.first_500 else ("1/s", ["start, s"])
    cells = ["workload", "workers", "kernels", "peer", "Cotangent, " + unit, "peer, " + unit, "ratio",
             "spread of the ratio", "peak memory, MB", *start, "others at most"]
    return "| " + " | ".join(cells) + " |\n" + "|---" * len(cells) + "|"


def main():
    options = arguments()
    machine.build()
    print(header(options), flush=True)
    for workload in options.workloads:
        for workers in options.workers:
            lines = rounds(workload, workers, options)
            for kernels in options.kernels:
                for variant in options.variants:
                    print(row(workload, workers, kernels, variant, lines[kernels], lines[variant], options), flush=True)


main()
