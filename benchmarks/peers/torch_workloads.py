"""The workloads in PyTorch, one for each process.

usage: torch_workloads.py WORKLOAD --variant eager|eager-fused|compile --workers N [--seconds S]
       torch_workloads.py WORKLOAD ... --series S [--until N]
       torch_workloads.py sweep-width|sweep-depth|sweep-batch ... [--seconds S]

Prints a JSON line as `cotangent bench` does: after the first step and a warm-up of 2.5 S, three windows
of S seconds, of which the median counts. No loss is read back; prediction starts from a tensor and ends
with an array. The environment variable BENCH_T0 may hold the time at which the process was started.
With --series, the steps of each half second are counted, from the start of the process to second S and
until step N is done, and the time to the end of step 500. A sweep prints a line for each size of a dense
network, all measured in this process.
"""

import argparse
import json
import os
import platform
import statistics
import time

BATCHES = 8
WINDOWS = 3
WARM_UP_WINDOWS = 2.5
CLOCK_READ_SECONDS = 1e-5
LEARNING_RATE = 1e-3
BIN_SECONDS = 0.5
FIRST_STEPS = 500

# name: (network, batch, whether it predicts)
WORKLOADS = {
    "W1b1": ("lecture", 1, False),
    "W1b32": ("lecture", 32, False),
    "W2": ("digits", 64, False),
    "W3": ("mnist", 128, False),
    "W4": ("large", 256, False),
    "W5": ("images", 64, False),
    "W6": ("sequences", 32, False),
    "GPT": ("text", 16, False),
    "I1-W2": ("digits", 1, True),
    "I1-W3": ("mnist", 1, True),
    "I2-W3": ("mnist", 256, True),
}
# name: (shape of a sample, classes)
SHAPES = {
    "lecture": ((3,), 1),
    "digits": ((64,), 10),
    "mnist": ((784,), 10),
    "large": ((1024,), 1000),
    "images": ((1, 28, 28), 10),
    "sequences": ((32, 32), 10),
    "text": ((64,), 65),
}


def hidden(width, depth):
    return [784, *[width] * depth, 10]


# name: (sizes, a function from a size to the layers and the batch)
SWEEPS = {
    "sweep-width": ([1 << i for i in range(4, 13)], lambda size: (hidden(size, 2), 64)),
    "sweep-depth": ([1 << i for i in range(7)], lambda size: (hidden(64, size), 64)),
    "sweep-batch": ([1 << i for i in range(14)], lambda size: (hidden(512, 2), size)),
}


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=[*WORKLOADS, *SWEEPS])
    parser.add_argument("--variant", choices=["eager", "eager-fused", "compile"], default="eager-fused")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.2)
    parser.add_argument("--series", type=float, default=0)
    parser.add_argument("--until", type=int, default=0)
    return parser.parse_args()


ARGUMENTS = arguments()
STARTED = float(os.environ.get("BENCH_T0") or time.time())
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):  # read when torch is imported
    os.environ[variable] = str(ARGUMENTS.workers)

import torch
from torch import nn
from torch.nn import functional


class Sequences(nn.Module):
    """LSTM over the steps, the last of which goes to the classes."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(32, 128, batch_first=True)
        self.head = nn.Linear(128, 10)

    def forward(self, x):
        states, _ = self.lstm(x)
        return self.head(states[:, -1])


class Attention(nn.Module):
    """Causal self-attention of width 128 with four heads."""

    def __init__(self):
        super().__init__()
        self.parts, self.out = nn.Linear(128, 384), nn.Linear(128, 128)

    def forward(self, x):
        n, tokens, width = x.shape
        queries, keys, values = (part.view(n, tokens, 4, 32).transpose(1, 2) for part in self.parts(x).split(width, 2))
        attended = functional.scaled_dot_product_attention(queries, keys, values, is_causal=True)
        return self.out(attended.transpose(1, 2).reshape(n, tokens, width))


class Block(nn.Module):
    """A pre-norm block of attention and a GELU network."""

    def __init__(self):
        super().__init__()
        self.attention = nn.Sequential(nn.LayerNorm(128), Attention())
        self.network = nn.Sequential(nn.LayerNorm(128), nn.Linear(128, 512), nn.GELU(), nn.Linear(512, 128))

    def forward(self, x):
        x = x + self.attention(x)
        return x + self.network(x)


class Text(nn.Module):
    """A small GPT over 64 of 65 tokens."""

    def __init__(self):
        super().__init__()
        self.token, self.position = nn.Embedding(65, 128), nn.Parameter(torch.randn(64, 128) * 0.02)
        self.rest = nn.Sequential(*[Block() for _ in range(4)], nn.LayerNorm(128), nn.Linear(128, 65))

    def forward(self, x):
        return self.rest(self.token(x) + self.position).flatten(0, 1)


def dense(sizes, activation, last=False):
    layers = []
    for i in range(1, len(sizes)):
        layers.append(nn.Linear(sizes[i - 1], sizes[i]))
        if last or i < len(sizes) - 1:
            layers.append(activation())
    return nn.Sequential(*layers)


def build(network):
    if network == "lecture":
        return dense([3, 4, 4, 1], nn.Sigmoid, last=True)
    if network == "digits":
        return dense([64, 128, 64, 10], nn.ReLU)
    if network == "mnist":
        return dense([784, 512, 512, 10], nn.ReLU)
    if network == "large":
        return dense([1024, 2048, 2048, 1000], nn.ReLU)
    if network == "images":
        return nn.Sequential(
            nn.Conv2d(1, 32, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1024, 256), nn.ReLU(), nn.Linear(256, 10))
    return Text() if network == "text" else Sequences()


def training(network, batch, variant):
    """A function that does a training step; network is a name or the sizes of dense layers."""
    if isinstance(network, list):
        shape, classes, model = (network[0],), network[-1], dense(network, nn.ReLU)
    else:
        (shape, classes), model = SHAPES[network], build(network)
    xs = [torch.randn(batch, *shape) for _ in range(BATCHES)]
    if network == "text":
        xs = [torch.randint(0, classes, (batch, *shape)) for _ in range(BATCHES)]
        ys = [torch.randint(0, classes, (batch * shape[0],)) for _ in range(BATCHES)]
        loss = functional.cross_entropy
    elif network == "lecture":
        ys = [torch.rand(batch, 1) for _ in range(BATCHES)]
        loss = functional.mse_loss
    else:
        ys = [torch.randint(0, classes, (batch,)) for _ in range(BATCHES)]
        loss = functional.cross_entropy
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, fused=variant != "eager")

    def forward(x, y):
        return loss(model(x), y)

    if variant == "compile":
        forward = torch.compile(forward)

    def step(call):
        optimizer.zero_grad(set_to_none=True)
        forward(xs[call % BATCHES], ys[call % BATCHES]).backward()
        optimizer.step()

    return step


def prediction(network, batch, variant):
    model = build(network).eval()
    xs = [torch.randn(batch, *SHAPES[network][0]) for _ in range(BATCHES)]
    forward = torch.compile(model) if variant == "compile" else model

    def call(number):
        with torch.inference_mode():
            return forward(xs[number % BATCHES]).numpy()

    return call


def window(task, seconds, stride):
    """Calls a second; the clock is read once in so many calls."""
    calls = 0
    start = now = time.perf_counter()
    while now - start < seconds:
        for _ in range(stride):
            task(calls)
            calls += 1
        now = time.perf_counter()
    return calls / (now - start)


def timed_window(task, seconds, latencies):
    """Calls a second, each timed by itself."""
    calls = 0
    start = after = time.perf_counter()
    while after - start < seconds:
        before = time.perf_counter()
        task(calls)
        after = time.perf_counter()
        latencies.append(after - before)
        calls += 1
    return calls / (after - start)


def peak_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return None


def rounded(value):
    return round(value) if abs(value) >= 1000 else float("%.4g" % value)


def dense_operations(layers, batch):
    """Operations of the matrix products of a step, all but the gradient of the first layer's inputs."""
    products = [a * b for a, b in zip(layers, layers[1:])]
    return 2 * batch * (3 * sum(products) - products[0])


def line(**figures):
    return json.dumps({
        "peer": "torch-" + ARGUMENTS.variant, **figures,
        "version": torch.__version__, "python": platform.python_version()})


def windows(network, batch, inference):
    """The median of three windows after a warm-up."""
    seconds = ARGUMENTS.seconds
    task = (prediction if inference else training)(network, batch, ARGUMENTS.variant)
    task(0)
    startup = time.time() - STARTED
    rate = window(task, WARM_UP_WINDOWS / 2 * seconds, 1)
    stride = max(1, int(rate * CLOCK_READ_SECONDS))
    window(task, WARM_UP_WINDOWS / 2 * seconds, stride)
    latencies = []
    rates = [timed_window(task, seconds, latencies) if inference else window(task, seconds, stride)
             for _ in range(WINDOWS)]
    median = statistics.median(rates)
    latencies.sort()

    def microseconds(quantile):
        return rounded(latencies[int(len(latencies) * quantile)] * 1e6) if latencies else None

    print(line(
        workload=ARGUMENTS.workload,
        threads=ARGUMENTS.workers,
        steps_per_s=rounded(median),
        samples_per_s=rounded(median * batch),
        p50_us=microseconds(0.5),
        p99_us=microseconds(0.99),
        rss_mb=peak_megabytes(),
        startup_s=rounded(startup),
        spread=rounded((max(rates) - min(rates)) / median)), flush=True)


def series(network, batch, inference):
    """The steps of each half second since the start of the process."""
    task = (prediction if inference else training)(network, batch, ARGUMENTS.variant)
    first, done, counted, counts = None, 0, 0, []
    now, end = time.time() - STARTED, BIN_SECONDS
    while end <= ARGUMENTS.series or done < ARGUMENTS.until:
        while now < end:
            task(done)
            done += 1
            now = time.time() - STARTED
            if done == FIRST_STEPS:
                first = now
        counts.append(done - counted)
        counted = done
        end += BIN_SECONDS
    print(line(
        workload=ARGUMENTS.workload,
        threads=ARGUMENTS.workers,
        first_500_s=first and rounded(first),
        rss_mb=peak_megabytes(),
        steps=counts), flush=True)


def sweep(sizes, network):
    """A line for each size, by the protocol of the windows; all sizes run once before."""
    seconds = ARGUMENTS.seconds
    for measured in (False, True):
        for size in sizes:
            layers, batch = network(size)
            task = training(layers, batch, ARGUMENTS.variant)
            window(task, WARM_UP_WINDOWS * seconds, 1)
            if measured:
                point(size, dense_operations(layers, batch), [window(task, seconds, 1) for _ in range(WINDOWS)])


def point(size, operations, rates):
    median = statistics.median(rates)
    print(line(
        sweep=ARGUMENTS.workload[len("sweep-"):],
        size=size,
        threads=ARGUMENTS.workers,
        step_us=rounded(1e6 / median),
        spread=rounded((max(rates) - min(rates)) / median),
        flops=rounded(operations)), flush=True)


def main():
    torch.set_num_threads(ARGUMENTS.workers)
    torch.manual_seed(1)
    if ARGUMENTS.workload in SWEEPS:
        sweep(*SWEEPS[ARGUMENTS.workload])
    else:
        (series if ARGUMENTS.series else windows)(*WORKLOADS[ARGUMENTS.workload])


main()
