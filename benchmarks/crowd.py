#!/usr/bin/env python3
"""Measures more workers than processors, and several trainings at once, and prints Markdown tables.

usage: benchmarks/crowd.py [--workloads W3,W6] [--rounds 3] [--seconds 0.8] [--kernels vector]

For each workload the first table has the steps per second of one training with 1, 2, 4, 8 and 16 workers;
the second those of 1, 2, 4 and 8 trainings at once in one JVM, all trainings together, with 1 and with 2
workers each. All settings of a table run in turn, and a ratio is the median of the rounds' own ratios to the
best setting of the table.
"""

import argparse
import statistics

import machine
from machine import ROOT, number

WORKERS = [(1, workers) for workers in (1, 2, 4, 8, 16)]
TRAININGS = [(trainings, workers) for workers in (1, 2) for trainings in (1, 2, 4, 8)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", type=lambda text: text.split(","), default=["W3", "W6"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.8)
    parser.add_argument("--kernels", default="vector")
    parser.add_argument("--json", default="", help="file that the lines of all runs are added to")
    return parser.parse_args()


def measure(workload, trainings, workers, options):
    command = [ROOT / "cotangent", "bench", workload, "--trainings", str(trainings), "--workers", str(workers),
               "--kernels", options.kernels, "--seconds", str(options.seconds)]
    line = machine.lines_of(command)[-1]
    machine.append(options.json, [line])
    return line["steps_per_s"]


def table(workload, settings, options):
    rounds = [[measure(workload, *setting, options) for setting in settings] for _ in range(options.rounds)]
    medians = [statistics.median(rates) for rates in zip(*rounds)]
    best = medians.index(max(medians))
    print("| %s: trainings at once | workers each | steps per second, all together | of the best |" % workload)
    print("|---|---|---|---|")
    for i, (trainings, workers) in enumerate(settings):
        share = statistics.median(rates[i] / rates[best] for rates in rounds)
        print("| %d | %d | %s | %.2f |" % (trainings, workers, number(medians[i]), share))
    print(flush=True)


def main():
    options = arguments()
    machine.build()
    for workload in options.workloads:
        table(workload, WORKERS, options)
        table(workload, TRAININGS, options)


main()
