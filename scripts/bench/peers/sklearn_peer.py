#!/usr/bin/env python3
"""scikit-learn's MLPClassifier; it has no validation pass without early stopping, so one follows each epoch by partial_fit.

usage: sklearn_peer.py FOLDER; the protocol is that of numpy_peer.py
"""
import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore", ConvergenceWarning)


def main():
    folder = Path(sys.argv[1])
    cases = json.loads((folder / "cases.json").read_text())
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        name = line.strip()
        print(json.dumps(train(folder, name, cases[name])), flush=True)


def train(folder, name, case):
    sizes = case["sizes"]
    read = lambda part, kind: np.fromfile(folder / f"{name}.{part}", np.float32).astype(kind)
    x, y = read("x", np.float32).reshape(-1, sizes[0]), read("y", np.int64)
    vx, vy = read("v", np.float32).reshape(-1, sizes[0]), read("w", np.int64)
    classes = np.arange(sizes[-1])
    network = MLPClassifier(tuple(sizes[1:-1]), batch_size=case["batchSize"], max_iter=case["epochs"], alpha=0, epsilon=1e-7,
                            learning_rate_init=1e-3, n_iter_no_change=10**9, random_state=2)
    validation = None
    start = time.perf_counter()
    if len(vy):
        for _ in range(case["epochs"]):
            network.partial_fit(x, y, classes)
            validation = log_loss(vy, network.predict_proba(vx), labels=classes)
    else:
        network.fit(x, y)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "trainLoss": network.loss_, "valLoss": validation}


main()
