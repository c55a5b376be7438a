#!/usr/bin/env python3
"""A multilayer perceptron written by hand in NumPy, as fast as NumPy allows: the peer of `npm run bench:train`.

usage: numpy_peer.py FOLDER, with the number of threads in OPENBLAS_NUM_THREADS
Each line on stdin names a case of FOLDER/cases.json, each line on stdout answers with JSON: seconds of one training
(set-up left out) and its last losses. The work: float32, one flat array of parameters, He-normal weights, ReLU,
softmax with cross-entropy, Adam updated in place, a new order of rows each epoch, the validation loss where there are
validation rows. FOLDER/NAME.x and .y hold float32 rows, FOLDER/NAME.v and .w those of the validation.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np

FLOAT = np.float32
RATE, KEEP1, KEEP2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def main():
    folder = Path(sys.argv[1])
    cases = json.loads((folder / "cases.json").read_text())
    print(json.dumps({"version": np.__version__}), flush=True)
    for line in sys.stdin:
        name = line.strip()
        print(json.dumps(Training(folder, name, cases[name]).run()), flush=True)


class Training:
    def __init__(self, folder, name, case):
        self.case = case
        width = case["sizes"][0]
        self.x = np.fromfile(folder / f"{name}.x", FLOAT).reshape(-1, width)
        self.y = np.fromfile(folder / f"{name}.y", FLOAT).astype(np.int64)
        self.vx = np.fromfile(folder / f"{name}.v", FLOAT).reshape(-1, width)
        self.vy = np.fromfile(folder / f"{name}.w", FLOAT).astype(np.int64)
        self.chance = np.random.default_rng(2)
        shapes = list(zip(case["sizes"], case["sizes"][1:]))
        size = sum((inputs + 1) * units for inputs, units in shapes)
        self.values, self.gradient, self.first, self.second, self.spare = (np.zeros(size, FLOAT) for _ in range(5))
        self.weights, self.slopes = views(self.values, shapes), views(self.gradient, shapes)
        for (inputs, units), (w, _) in zip(shapes, self.weights):
            w[:] = self.chance.standard_normal((inputs, units)) * np.sqrt(2 / inputs)
        self.steps = 0

    def run(self):
        batch, loss, validation = self.case["batchSize"], 0.0, None
        start = time.perf_counter()
        for _ in range(self.case["epochs"]):
            order = self.chance.permutation(len(self.y))
            x, y, loss = self.x[order], self.y[order], 0.0
            for at in range(0, len(y), batch):
                loss += self.learn(x[at:at + batch], y[at:at + batch])
                self.update()
            if len(self.vy):
                validation = cross_entropy(self.forward(self.vx)[-1], self.vy)
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "trainLoss": loss / len(self.y), "valLoss": validation}

    def forward(self, x):
        outputs, last = [x], len(self.weights) - 1
        for layer, (w, b) in enumerate(self.weights):
            x = x @ w
            x += b
            if layer < last:
                np.maximum(x, 0, out=x)
            outputs.append(x)
        return outputs

    def learn(self, x, y):
        """Leaves the gradient of the mean loss in `gradient`; returns the sum of the loss."""
        outputs, rows = self.forward(x), np.arange(len(y))
        d = outputs[-1]
        d -= d.max(1, keepdims=True)
        np.exp(d, out=d)
        d /= d.sum(1, keepdims=True)
        loss = -float(np.log(d[rows, y]).sum())
        d[rows, y] -= 1
        d *= FLOAT(1 / len(y))
        for layer in range(len(self.weights) - 1, -1, -1):
            np.dot(outputs[layer].T, d, out=self.slopes[layer][0])
            np.add.reduce(d, 0, out=self.slopes[layer][1])
            if layer:
                d = d @ self.weights[layer][0].T
                d *= outputs[layer] > 0
        return loss

    def update(self):
        self.steps += 1
        g, m, v, spare = self.gradient, self.first, self.second, self.spare
        m *= FLOAT(KEEP1)
        m += np.multiply(g, FLOAT(1 - KEEP1), out=spare)
        v *= FLOAT(KEEP2)
        np.multiply(g, g, out=spare)
        spare *= FLOAT(1 - KEEP2)
        v += spare
        np.divide(v, FLOAT(1 - KEEP2 ** self.steps), out=spare)
        np.sqrt(spare, out=spare)
        spare += FLOAT(EPSILON)
        np.divide(m, spare, out=spare)
        spare *= FLOAT(RATE / (1 - KEEP1 ** self.steps))
        self.values -= spare


def views(flat, shapes):
    """W and b of each layer, as parts of the flat array."""
    layers, at = [], 0
    for inputs, units in shapes:
        end = at + inputs * units
        layers.append((flat[at:end].reshape(inputs, units), flat[end:end + units]))
        at = end + units
    return layers


def cross_entropy(z, y):
    z = z - z.max(1, keepdims=True)
    return float((np.log(np.exp(z).sum(1)) - z[np.arange(len(y)), y]).mean())


main()
