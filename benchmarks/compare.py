#!/usr/bin/env python3
"""Measures Cotangent and its peers side by side, in turn, and prints a Markdown table.

usage: PYTHON=python-with-torch benchmarks/compare.py [--workloads W2,W3] [--workers 1,2]
       [--rounds 3] [--variants eager-fused,compile] [--kernels vector] [--seconds 1.2]

A round runs Cotangent and then each variant of a peer, each in a process of its own, with the same
warm-up and the same windows. A ratio is the median of the rounds' own ratios, above 1 where Cotangent
is faster; a machine whose speed drifts from round to round changes it little. PYTHON names the
interpreter that has torch (this script needs the standard library only). Variants are eager, eager-fused
and compile of PyTorch, and dl4j and djl (dense networks only), once they are built:
./mvnw -q -Ppeers -pl benchmarks/peers package. The JSON lines of all runs are added to the file that
--json names. A warning says when other processes took part of the machine.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORKLOADS = "W1b1,W1b32,W2,W3,W4,W5,W6,I1-W2,I1-W3,I2-W3"
# Share of the whole machine that others may use before a run is called disturbed.
BUSY = 0.05
JAVA_PEERS = {"dl4j": "Dl4j", "djl": "Djl"}


def numbers(text):
    return [int(part) for part in text.split(",")]


def names(text):
    return text.split(",")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", type=names, default=names(WORKLOADS))
    parser.add_argument("--workers", type=numbers, default=[1])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--variants", type=names, default=["eager-fused"])
    parser.add_argument("--kernels", default="", help="portable or vector; by default as a training chooses")
    parser.add_argument("--seconds", type=float, default=1.2)
    parser.add_argument("--json", default="", help="file that the lines of all runs are added to")
    return parser.parse_args()


def machine_seconds():
    """Processor seconds that the whole machine has worked, and those that its host has taken."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _, _, irq, soft, steal = map(int, stat.readline().split()[1:9])
    ticks = os.sysconf("SC_CLK_TCK")
    return (user + nice + system + irq + soft) / ticks, steal / ticks


def own_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(command, environment):
    """The line that a command prints, with the share of the machine that others had meanwhile."""
    (busy, steal), own, begin = machine_seconds(), own_seconds(), time.monotonic()
    finished = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=False)
    if finished.returncode:
        sys.exit("compare: failed with %d: %s" % (finished.returncode, " ".join(map(str, command))))
    capacity = (time.monotonic() - begin) * os.cpu_count()
    (busy_after, steal_after), own_after = machine_seconds(), own_seconds()
    line = json.loads(finished.stdout.splitlines()[-1])
    line["others"] = round(max(0, busy_after - busy - (own_after - own)) / capacity, 3)
    line["stolen"] = round((steal_after - steal) / capacity, 3)
    return line


def cotangent(workload, workers, options):
    command = [ROOT / "cotangent", "bench", workload, "--workers", str(workers), "--seconds", str(options.seconds)]
    if options.kernels:
        command += ["--kernels", options.kernels]
    return measure(command, {})


def torch(variant, workload, workers, options):
    command = [os.environ.get("PYTHON", sys.executable), ROOT / "benchmarks" / "peers" / "torch_workloads.py", workload,
               "--variant", variant, "--workers", str(workers), "--seconds", str(options.seconds)]
    return measure(command, {"BENCH_T0": repr(time.time())})


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
    return measure(command, {
        "BENCH_T0": repr(time.time()), "OMP_NUM_THREADS": str(workers), "MKL_NUM_THREADS": str(workers),
        "OPENBLAS_NUM_THREADS": str(workers), "OPENBLAS_CORETYPE": "SKYLAKEX", "OMP_WAIT_POLICY": "PASSIVE"})


def run(name, workload, workers, options):
    if name == "cotangent":
        return cotangent(workload, workers, options)
    if name in JAVA_PEERS:
        return java_peer(name, workload, workers, options)
    return torch(name, workload, workers, options)


def rounds(workload, workers, options):
    """The lines of each runner, one for each round: A B A B."""
    lines = {name: [] for name in ["cotangent", *options.variants]}
    for number in range(options.rounds):
        for name in lines:
            line = run(name, workload, workers, options)
            line["round"] = number
            lines[name].append(line)
            warn(line)
            if options.json:
                with open(options.json, "a", encoding="utf-8") as out:
                    out.write(json.dumps(line) + "\n")
    return lines


def warn(line):
    if line["others"] > BUSY or line["stolen"] > BUSY:
        print("compare: %s %s, %d workers: others used %.0f %% of the machine, its host took %.0f %%" % (
            line["peer"], line["workload"], line["threads"], 100 * line["others"], 100 * line["stolen"]), file=sys.stderr)


def speed(line):
    """Calls a second; of a prediction the median call, as its slowest ones say more of the machine."""
    return 1e6 / line["p50_us"] if line["p50_us"] else line["steps_per_s"]


def median(lines, key):
    return statistics.median(key(line) for line in lines)


def spread(values):
    return (max(values) - min(values)) / statistics.median(values)


def number(value):
    return "{:,.0f}".format(value) if value >= 100 else "%.3g" % value


def row(workload, workers, name, own, other):
    ratios = [speed(a) / speed(b) for a, b in zip(own, other)]
    cells = [
        workload, str(workers), name, number(median(own, speed)), number(median(other, speed)),
        "%.2f" % statistics.median(ratios), "%.0f %%" % (100 * spread(ratios)),
        number(median(own, lambda line: line["rss_mb"])) + " / " + number(median(other, lambda line: line["rss_mb"])),
        "%.2f / %.2f" % (median(own, lambda line: line["startup_s"]), median(other, lambda line: line["startup_s"])),
        "%.0f %%" % (100 * max(line["others"] + line["stolen"] for line in own + other)),
    ]
    return "| " + " | ".join(cells) + " |"


def main():
    options = arguments()
    # Builds what is out of date, so that no round pays for it.
    subprocess.run([ROOT / "cotangent", "bench", "--help"], stdout=subprocess.DEVNULL, check=True)
    print("| workload | workers | peer | Cotangent, 1/s | peer, 1/s | ratio | spread of the ratio | peak memory, MB | start, s | others at most |")
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for workload in options.workloads:
        for workers in options.workers:
            lines = rounds(workload, workers, options)
            for variant in options.variants:
                print(row(workload, workers, variant, lines["cotangent"], lines[variant]), flush=True)


main()
