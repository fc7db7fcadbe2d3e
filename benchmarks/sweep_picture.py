#!/usr/bin/env python3
"""Draws what benchmarks/sweep.py measured: the time of a step against width, depth and batch.

usage: benchmarks/sweep_picture.py sweep.jsonl sweep.svg
"""

import json
import sys

import sweep
from svg import FAINT, Linear, Logarithmic, Picture, duration, short

OWN, PEER = "#0b4f9e", "#e08214"
WIDTH, HEIGHT = 300, 250
LEFT, TOP, GAP, RATIO = 74, 84, 78, 100
TITLES = {
    "width": "Width of two hidden layers, batch 64",
    "depth": "Number of hidden layers of 64, batch 64",
    "batch": "Batch, two hidden layers of 512",
}


def limits(values):
    return min(values) / 1.4, max(values) * 1.4


def panel(picture, left, name, found, last_left):
    sizes = [point[0] for point in found]
    x = Logarithmic(sizes[0], sizes[-1], left, left + WIDTH, 2)
    y = Logarithmic(*limits([time for point in found for time in point[1:3]]), TOP + HEIGHT, TOP)
    picture.text(left, TOP - 12, TITLES[name], 13, weight="bold")
    picture.axes(x, y, None, "time of a step" if left == last_left else None, duration)
    picture.curve([(x.at(point[0]), y.at(point[2])) for point in found], PEER, dots=True, dashes="6 3")
    picture.curve([(x.at(point[0]), y.at(point[1])) for point in found], OWN, dots=True)
    below = TOP + HEIGHT + 24
    ratios = [point[3] for point in found]
    r = Linear(0, max(2, max(ratios) * 1.15), below + RATIO, below)
    picture.axes(x, r, name, "ratio" if left == last_left else None, short)
    picture.line(left, r.at(1), left + WIDTH, r.at(1), FAINT, 1.5)
    picture.curve([(x.at(point[0]), r.at(point[3])) for point in found], OWN, dots=True)


def legend(picture):
    picture.text(LEFT, 24, "Time of a training step of a dense network 784-…-10, one thread", 15, weight="bold")
    picture.curve([(LEFT, 44), (LEFT + 34, 44)], OWN, dots=True)
    picture.text(LEFT + 42, 48, "Cotangent")
    picture.curve([(LEFT + 130, 44), (LEFT + 164, 44)], PEER, dots=True, dashes="6 3")
    picture.text(LEFT + 172, 48, "PyTorch, eager, fused Adam")
    picture.text(LEFT + 372, 48, "below: PyTorch's time divided by Cotangent's; above 1 Cotangent is faster", fill=FAINT)


def main(source, target):
    with open(source, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    names = [name for name in sweep.SWEEPS if any(line["sweep"] == name for line in lines)]
    picture = Picture(LEFT + len(names) * (WIDTH + GAP) - GAP + 24, TOP + HEIGHT + RATIO + 72,
                      "Time of a training step against width, depth and batch")
    legend(picture)
    for i, name in enumerate(names):
        panel(picture, LEFT + i * (WIDTH + GAP), name, sweep.points(lines, name), LEFT)
    picture.write(target)


main(*sys.argv[1:])
