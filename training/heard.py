"""How often a network hears who speaks in what an outlet tells, over made-up sentences.

python -m training.heard [FOLDER]
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Final

from onrecord.reader.features import split
from onrecord.reader.network import WEIGHTS, Network

SAID: Final = (
    '"We never planned this. It is a lie and everybody knows it,"',
    '"The bridge will open in May,"',
    '"Nobody asked us. They simply came at night,"',
    '"Prices will fall before the summer,"',
)
WHO: Final = ("Ivar Kestrand", "the minister", "Angela Merkel", "Ms. Duval", "Mr. Stone", "police chief Ana Roe")
TOLD: Final = (
    "said in an interview broadcast on Thursday, as reported by Kanal Skerra.",
    "said on Monday, as reported by the BBC.",
    "told reporters, according to Reuters.",
    "said, Reuters reported.",
    "said in an interview, the BBC reported on Friday.",
    "said, as quoted by the Tribune.",
)


def heard(network: Network, said: str, who: str, told: str) -> bool:
    """Whether one statement has these words as its content and the speaker's last name in its source."""
    read = network.read(split(f"{said} {who} {told}"))
    text = read.words.text
    return any(
        any(said[1:-2] in text[slice(*read.words.span(*run))] for run in one.content)
        and any(who.split()[-1] in text[slice(*read.words.span(*run))] for run in one.source)
        for one in read.found
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=WEIGHTS)
    network = Network(parser.parse_args().folder)
    count = Counter(told for said, who, told in product(SAID, WHO, TOLD) if heard(network, said, who, told))
    for told in TOLD:
        print(f"{count[told]:3} of {len(SAID) * len(WHO)}  … {told}")
    print(f"{count.total():3} of {len(SAID) * len(WHO) * len(TOLD)}")


if __name__ == "__main__":
    main()
