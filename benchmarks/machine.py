"""Runs a command that prints JSON lines, and watches what else the machine did meanwhile."""

import json
import os
import pathlib
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Share of the whole machine that others may use before a run is called disturbed.
BUSY = 0.05


def machine_seconds():
    """Processor seconds that the whole machine has worked, and those that its host has taken."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _, _, irq, soft, steal = map(int, stat.readline().split()[1:9])
    ticks = os.sysconf("SC_CLK_TCK")
    return (user + nice + system + irq + soft) / ticks, steal / ticks


def own_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def lines_of(command, environment=None, warned=True):
    """The lines that a command prints, with the share of the machine that others had meanwhile."""
    (busy, steal), own, begin = machine_seconds(), own_seconds(), time.monotonic()
    variables = {**os.environ, **(environment or {})}
    finished = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if finished.returncode:
        sys.exit("failed with %d: %s" % (finished.returncode, " ".join(map(str, command))))
    capacity = (time.monotonic() - begin) * os.cpu_count()
    (busy_after, steal_after), own_after = machine_seconds(), own_seconds()
    lines = [json.loads(line) for line in finished.stdout.splitlines() if line.startswith("{")]
    for line in lines:
        line["others"] = round(max(0, busy_after - busy - (own_after - own)) / capacity, 3)
        line["stolen"] = round((steal_after - steal) / capacity, 3)
    if warned:
        warn(command, lines[-1])
    return lines


def warn(command, line):
    if line["others"] > BUSY or line["stolen"] > BUSY:
        print("disturbed: others used %.0f %% of the machine, its host took %.0f %%, during %s" % (
            100 * line["others"], 100 * line["stolen"], " ".join(map(str, command[1:]))), file=sys.stderr)


def build():
    """Builds what is out of date, so that no measurement pays for it."""
    subprocess.run([ROOT / "cotangent", "bench", "--help"], stdout=subprocess.DEVNULL, check=True)


def torch_command(workload, variant, workers):
    """The command that measures a workload in PyTorch, with the interpreter that PYTHON names."""
    return [os.environ.get("PYTHON", sys.executable), ROOT / "benchmarks" / "peers" / "torch_workloads.py",
            workload, "--variant", variant, "--workers", str(workers)]


def append(path, lines):
    """Adds lines to a file, if there is one."""
    if path:
        with open(path, "a", encoding="utf-8") as out:
            for line in lines:
                out.write(json.dumps(line) + "\n")


def number(value):
    return "{:,.0f}".format(value) if value >= 100 else "%.3g" % value
