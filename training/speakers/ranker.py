"""Train the ranker: one hidden layer, a softmax over each source's candidates, any right one will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch

from training.speakers.instances import Instance

HIDDEN = 64
EPOCHS = 10
BATCH = 32
RATE = 5e-3
DECAY = 0.05
DROPOUT = 0.2


def _batch(found: Sequence[Instance]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Rows, right and present, padded to the longest."""
    most = max(len(i.right) for i in found)
    rows = torch.zeros(len(found), most, found[0].rows.shape[1])
    right = torch.zeros(len(found), most, dtype=torch.bool)
    present = torch.zeros(len(found), most, dtype=torch.bool)
    for k, instance in enumerate(found):
        size = len(instance.right)
        rows[k, :size] = torch.from_numpy(instance.rows)
        right[k, :size] = torch.from_numpy(instance.right)
        present[k, :size] = True
    return rows, right, present


def _batches(found: Sequence[Instance], order: np.random.Generator) -> Iterator[list[Instance]]:
    """Shuffled; those of like length together, so that little is padding."""
    shuffled = [found[i] for i in order.permutation(len(found))]
    for start in range(0, len(found), BATCH * 16):
        chunk = sorted(shuffled[start : start + BATCH * 16], key=lambda i: len(i.right))
        for at in order.permutation(range(0, len(chunk), BATCH)):
            yield chunk[at : at + BATCH]


def fit(found: Sequence[Instance], seed: int = 0, epochs: int = EPOCHS) -> torch.nn.Sequential:
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    net = torch.nn.Sequential(
        torch.nn.Linear(found[0].rows.shape[1], HIDDEN),
        torch.nn.ReLU(),
        torch.nn.Dropout(DROPOUT),
        torch.nn.Linear(HIDDEN, 1, bias=False),
    )
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * ((len(found) + BATCH - 1) // BATCH + len(found) // (BATCH * 16) + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(epochs):
        for batch in _batches(found, order):
            rows, right, present = _batch(batch)
            scores = torch.log_softmax(net(rows).squeeze(-1).masked_fill(~present, -1e9), 1)
            loss = -torch.logsumexp(scores.masked_fill(~right, -1e9), 1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return net.eval()


def layers(nets: Sequence[torch.nn.Sequential]) -> dict[str, Any]:
    """The weights as plain lists, as `onrecord.reader.speaker_model` reads them."""
    return {
        "inner": [net[0].weight.T.detach().numpy().round(4).tolist() for net in nets],
        "bias": [net[0].bias.detach().numpy().round(4).tolist() for net in nets],
        "outer": [net[3].weight[0].detach().numpy().round(4).tolist() for net in nets],
    }
