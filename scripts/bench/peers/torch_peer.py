#!/usr/bin/env python3
"""PyTorch in eager mode, as its users write it: a loop over batches with zero_grad, backward and step.

usage: torch_peer.py FOLDER, with the number of threads in OMP_NUM_THREADS; the protocol is that of numpy_peer.py
"""
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def main():
    folder = Path(sys.argv[1])
    cases = json.loads((folder / "cases.json").read_text())
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        name = line.strip()
        print(json.dumps(train(folder, name, cases[name])), flush=True)


def train(folder, name, case):
    sizes, batch = case["sizes"], case["batchSize"]
    read = lambda part, kind: torch.from_numpy(np.fromfile(folder / f"{name}.{part}", np.float32).astype(kind))
    x, y = read("x", np.float32).reshape(-1, sizes[0]), read("y", np.int64)
    vx, vy = read("v", np.float32).reshape(-1, sizes[0]), read("w", np.int64)
    layers = []
    for inputs, units in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, units), torch.nn.ReLU()]
        torch.nn.init.kaiming_normal_(layers[-2].weight)
    network = torch.nn.Sequential(*layers[:-1])
    loss_of = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss, validation = 0.0, None
    start = time.perf_counter()
    for _ in range(case["epochs"]):
        order, loss = torch.randperm(len(y)), 0.0
        for at in range(0, len(y), batch):
            rows = order[at:at + batch]
            optimizer.zero_grad()
            mean = loss_of(network(x[rows]), y[rows])
            mean.backward()
            optimizer.step()
            loss += mean.item() * len(rows)
        if len(vy):
            with torch.no_grad():
                validation = loss_of(network(vx), vy).item()
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "trainLoss": loss / len(y), "valLoss": validation}


main()
