"""What the small networks of days, pairs and stances share: how they are taught, and some of them as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import torch
from torch import Tensor, nn

LEAST: Final = 0.02
"""Share of the rate that is left at the end."""


def descend(network: nn.Module, losses: Iterable[Tensor], steps: int, rate: float, decay: float) -> None:
    """Teach a network by losses, a number each, the next worked out after the last was learnt from; ``steps``: how many
    there will be at most. The rate falls in a straight line."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=decay)
    for done, lost in enumerate(losses):
        for group in optimizer.param_groups:
            group["lr"] = rate * max(LEAST, 1 - done / steps)
        optimizer.zero_grad()
        lost.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()


class Several(nn.Module):
    """The mean of what some networks give, one tensor or a tuple of them."""

    def __init__(self, networks: Sequence[nn.Module]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, *given: Tensor) -> Any:
        found = [network(*given) for network in self.networks]
        if isinstance(found[0], tuple):
            return tuple(torch.stack(of).mean(0) for of in zip(*found, strict=True))
        return torch.stack(found).mean(0)
