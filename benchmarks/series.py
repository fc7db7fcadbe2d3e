#!/usr/bin/env python3
"""Counts the steps of each half second on a quiet machine, next to a busy process on each core, and on one
processor, for benchmarks/series_picture.py.

usage: benchmarks/series.py FOLDER --kind after [--workloads W3,W6] [--states quiet,busy,one-cpu]
       [--seconds 20] [--rounds 3] [--workers 1]

Adds a line for each run to FOLDER/WORKLOAD-STATE-KIND.jsonl. The kind is before or after (kernels as a
training chooses), portable (that kernel set alone) or torch (with the interpreter that PYTHON names).
"""

import argparse
import contextlib
import os
import pathlib
import subprocess
import sys
import time

import machine
from machine import ROOT

STATES = ["quiet", "busy", "one-cpu"]
KINDS = ["before", "after", "portable", "torch"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--workloads", type=lambda text: text.split(","), default=["W3", "W6"])
    parser.add_argument("--states", type=lambda text: text.split(","), default=STATES)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if not set(options.states) <= set(STATES):
        parser.error("--states: expected some of " + ", ".join(STATES))
    return options


@contextlib.contextmanager
def busy_processes(count):
    """That many processes that compute all the time."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def command(workload, options):
    series = ["--series", str(options.seconds)]
    if options.kind == "torch":
        return machine.torch_command(workload, "eager-fused", options.workers) + series
    kernels = ["--kernels", "portable"] if options.kind == "portable" else []
    return [ROOT / "cotangent", "bench", workload, "--workers", str(options.workers), *series, *kernels]


def main():
    options = arguments()
    machine.build()
    options.folder.mkdir(parents=True, exist_ok=True)
    for _ in range(options.rounds):
        for workload in options.workloads:
            for state in options.states:
                prefix = ["taskset", "-c", "0"] if state == "one-cpu" else []
                with busy_processes(os.cpu_count() if state == "busy" else 0):
                    lines = machine.lines_of(
                        prefix + command(workload, options), {"BENCH_T0": repr(time.time())}, warned=state != "busy")
                machine.append(options.folder / ("%s-%s-%s.jsonl" % (workload, state, options.kind)), lines)


main()
