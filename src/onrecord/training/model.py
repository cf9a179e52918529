"""The reader's network in PyTorch: one encoder over a piece, then one small decoder over each cue's window.

The encoder gives every word a state and tags (source, cue, content, names; part of speech, relation and distance to the
head are taught beside them and dropped on export). For each cue the decoder sees the projected states within ``SIDE``
words of it, told where the cue is, and tags that cue's own source and content; it also says whether the cue attributes
anything. Linking is thus learnt, not guessed from distances, as in predicate-wise semantic role labelling (He et al.
2017).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from pickle import UnpicklingError

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.errors import PluginError
from onrecord.reader.features import FLAGS, HASHES
from onrecord.training.pieces import HEADS, NAMES
from onrecord.vectors import WIDTH

SIDE = 72
"""The decoder sees this many words before the cue's first word, and as many from it on."""
TAGS = 5
"""none, source B/I, content B/I"""


@dataclass(frozen=True)
class Shape:
    """Sizes of a network. ``extra`` columns come from a larger encoder (a teacher); 0 for the shipped reader."""

    hidden: int = 200
    layers: int = 2
    project: int = 200
    decoder: int = 64
    link: int = 96
    extra: int = 0
    pos: int = 50
    rel: int = 50
    dropout: float = 0.35
    word_width: int = 64


HASH_WIDTHS = {"prefix": 16, "suffix3": 32, "suffix2": 16, "shape": 24}
FLAG_WIDTH = 6


class Locked(nn.Module):
    """Dropout with one mask for all words of a piece (Gal and Ghahramani 2016)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        mask = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.rate) / (1 - self.rate)
        return x * mask


class Encoder(nn.Module):
    """Words to states and tags."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        widths = {"word": shape.word_width, **HASH_WIDTHS}
        self.hashed = nn.ModuleList(nn.Embedding(HASHES[name], width) for name, width in widths.items())
        self.marks = nn.ModuleList(nn.Embedding(size, FLAG_WIDTH) for size in FLAGS.values())
        total = WIDTH + sum(widths.values()) + FLAG_WIDTH * len(FLAGS) + shape.extra
        self.project = nn.Linear(total, shape.project)
        widths_in = [shape.project] + [2 * shape.hidden] * (shape.layers - 1)
        self.lstms = nn.ModuleList(nn.LSTM(w, shape.hidden, batch_first=True, bidirectional=True) for w in widths_in)
        self.drop = Locked(shape.dropout)
        self.roles = nn.Linear(2 * shape.hidden, 9)
        self.names = nn.Linear(2 * shape.hidden, len(NAMES))
        self.syntax = nn.Linear(2 * shape.hidden, shape.pos + shape.rel + 2 * HEADS + 1)
        self.link = nn.Linear(2 * shape.hidden, shape.link)
        self.believed = nn.Linear(9, shape.link)
        self.asked = nn.Linear(4 * shape.hidden, 2 * shape.link)
        for table in self.hashed:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, vectors: Tensor, hashed: Tensor, marks: Tensor, extra: Tensor | None = None) -> dict[str, Tensor]:
        """vectors [B, T, WIDTH], hashed int [B, T, 5], marks int [B, T, 4], extra [B, T, extra] → states and logits."""
        columns = [vectors]
        columns += [table(hashed[..., i]) for i, table in enumerate(self.hashed)]
        columns += [table(marks[..., i]) for i, table in enumerate(self.marks)]
        if extra is not None:
            columns.append(extra)
        x = self.drop(torch.tanh(self.project(torch.cat(columns, -1))))
        low = x
        for i, lstm in enumerate(self.lstms):
            x = self.drop(lstm(x)[0])
            low = x if i == 0 else low
        roles = self.roles(x)
        link = self.link(x) + self.believed(torch.tanh(roles))
        return {"state": x, "low": low, "roles": roles, "names": self.names(low), "link": link}

    def cue(self, state: Tensor, first: Tensor, last: Tensor, row: Tensor) -> Tensor:
        """[N, 2 link]: what the decoder is told of each cue (first and last word, in piece ``row``)."""
        return self.asked(torch.cat([state[row, first], state[row, last]], -1))


class Decoder(nn.Module):
    """A cue's window to that cue's own source and content."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.place = nn.Embedding(2 * SIDE, shape.link)
        self.inside = nn.Embedding(2, shape.link)
        self.lstm = nn.LSTM(shape.link, shape.decoder, batch_first=True, bidirectional=True)
        self.drop = Locked(0.15)
        self.tags = nn.Linear(2 * shape.decoder, TAGS)
        self.valid = nn.Linear(2 * shape.decoder, 1)
        nn.init.normal_(self.place.weight, std=0.1)
        nn.init.normal_(self.inside.weight, std=0.3)

    def forward(self, window: Tensor, asked: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        """window [N, 2 SIDE, link] (zeros outside the piece), asked [N, 2 link], inside int [N, 2 SIDE] (1 in the cue)
        → tag logits [N, 2 SIDE, TAGS], validity logits [N]"""
        scale, shift = asked[:, None].chunk(2, -1)
        x = torch.relu(window * (1 + scale) + shift + self.place.weight[None] + self.inside(inside))
        x = self.drop(self.lstm(self.drop(x))[0])
        return self.tags(x), self.valid(x[:, SIDE]).squeeze(-1)


class Network(nn.Module):
    """Both together, as they are trained."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.decoder = Decoder(shape)

    def windows(self, link: Tensor, row: Tensor, first: Tensor) -> Tensor:
        """[N, 2 SIDE, link]: the projected states around each cue; zeros beyond the batch's width."""
        padded = F.pad(link, (0, 0, SIDE, SIDE))
        at = first[:, None] + torch.arange(2 * SIDE)
        return padded[row[:, None], at]

    def decode(self, out: dict[str, Tensor], cues: Tensor) -> tuple[Tensor, Tensor]:
        """cues int [N, 3]: piece, first word, last word → the decoder's logits."""
        row, first, last = cues.unbind(1)
        asked = self.encoder.cue(out["state"], first, last, row)
        at = torch.arange(2 * SIDE)[None] - SIDE + first[:, None]
        inside = ((at >= first[:, None]) & (at <= last[:, None])).long()
        window, fill = self.windows(out["link"], row, first), -len(cues) % 32
        tags, valid = self.decoder(
            F.pad(window, (0, 0, 0, 0, 0, fill)), F.pad(asked, (0, 0, 0, fill)), F.pad(inside, (0, 0, 0, fill))
        )
        return tags[: len(cues)], valid[: len(cues)]


def fresh(shape: Shape, seed: int) -> Network:
    """A network that knows nothing; the same for the same seed."""
    torch.manual_seed(seed)
    return Network(shape)


def save(network: Network, path: Path, half: bool = False) -> None:
    """A checkpoint: sizes and weights, in half precision where it is to be small."""
    state = {name: value.half() if half else value for name, value in network.state_dict().items()}
    torch.save({"shape": asdict(network.shape), "state": state}, path)


def mean(networks: Sequence[Network]) -> Network:
    """One of their mean weights: they must be of one shape, and come of one network."""
    whole = copy.deepcopy(networks[0])
    states = [network.state_dict() for network in networks]
    whole.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return whole


def load(path: Path, dropout: float | None = None) -> Network:
    """The network of a checkpoint, in evaluation mode; with ``dropout`` it is trained on at that rate.

    PluginError where the file holds none of this kind.
    """
    try:
        checkpoint = torch.load(path, weights_only=True)
        shape = Shape(**checkpoint["shape"])
        network = Network(shape if dropout is None else replace(shape, dropout=dropout))
        network.load_state_dict(checkpoint["state"])
    except OSError as error:
        raise PluginError(f"no trainable network at {path}: {error.strerror or error}") from error
    except (RuntimeError, KeyError, TypeError, ValueError, EOFError, UnpicklingError) as error:
        raise PluginError(f"{path} is no network of this version of onrecord ({type(error).__name__})") from error
    return network.eval()
