#!/usr/bin/env python3
"""Draws the steps of each half second as small multiples: a row for each workload, a column for each
state of the machine.

usage: benchmarks/series_picture.py series.svg W6-quiet-before.jsonl W6-quiet-after.jsonl ...

A file holds lines of `cotangent bench W --series S`, one for each run, of which the median is drawn; its
name says workload, state of the machine and kind of run: WORKLOAD-STATE-KIND.jsonl, where KIND is
before, after, portable or torch.
"""

import json
import pathlib
import statistics
import sys

from svg import FAINT, Linear, Picture, short

KINDS = {
    "portable": ("portable kernels alone", "#9aa5b1", ""),
    "torch": ("PyTorch", "#e08214", "2 3"),
    "before": ("before", "#c0392b", "6 3"),
    "after": ("after", "#0b4f9e", ""),
}
STATES = {"quiet": "quiet machine", "busy": "a busy process on each core", "one-cpu": "one processor"}
WIDTH, HEIGHT = 290, 140
LEFT, TOP, GAP_X, GAP_Y = 92, 90, 44, 50
BIN_SECONDS = 0.5


def read(paths):
    """Steps per half second by workload, state and kind."""
    found = {}
    for path in map(pathlib.Path, paths):
        workload, rest = path.stem.split("-", 1)
        state, kind = rest.rsplit("-", 1)
        if state not in STATES or kind not in KINDS:
            sys.exit("%s: expected WORKLOAD-STATE-KIND.jsonl, with a state of %s and a kind of %s" % (
                path, ", ".join(STATES), ", ".join(KINDS)))
        lines = [json.loads(line)["steps"] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
        if lines:
            found[workload, state, kind] = [statistics.median(counts) for counts in zip(*lines)]
    return found


def panel(picture, left, top, curves, labels, longest, most):
    x = Linear(0, longest, left, left + WIDTH)
    y = Linear(0, most * 1.08, top + HEIGHT, top)
    picture.axes(x, y, *labels, short)
    for kind, counts in curves.items():
        points = [(x.at((i + 0.5) * BIN_SECONDS), y.at(count)) for i, count in enumerate(counts) if i * BIN_SECONDS < longest]
        picture.curve(points, KINDS[kind][1], dashes=KINDS[kind][2])


def legend(picture, kinds):
    picture.text(LEFT, 24, "Steps in each half second from the start of the process on", 15, weight="bold")
    left = LEFT
    for kind in kinds:
        words, colour, dashes = KINDS[kind]
        picture.curve([(left, 44), (left + 34, 44)], colour, dashes=dashes)
        picture.text(left + 42, 48, words)
        left += 70 + 7 * len(words)


def main(target, *paths):
    found = read(paths)
    workloads = sorted({key[0] for key in found})
    states = [state for state in STATES if any(key[1] == state for key in found)]
    longest = max(len(counts) for counts in found.values()) * BIN_SECONDS
    longest = min(longest, 20)
    picture = Picture(LEFT + len(states) * (WIDTH + GAP_X) - GAP_X + 24, TOP + len(workloads) * (HEIGHT + GAP_Y) + 8,
                      "Steps in each half second")
    legend(picture, [kind for kind in KINDS if any(key[2] == kind for key in found)])
    for row, workload in enumerate(workloads):
        top = TOP + row * (HEIGHT + GAP_Y)
        picture.text(18, top + HEIGHT / 2, workload, 14, weight="bold")
        for column, state in enumerate(states):
            curves = {kind: found[workload, state, kind] for kind in KINDS if (workload, state, kind) in found}
            left = LEFT + column * (WIDTH + GAP_X)
            if row == 0:
                picture.text(left + WIDTH / 2, TOP - 14, STATES[state], 13, "middle", FAINT)
            if curves:
                label = "seconds" if row == len(workloads) - 1 else ""
                panel(picture, left, top, curves, (label, ""), longest, max(max(counts) for counts in curves.values()))
    picture.write(target)


main(*sys.argv[1:])
