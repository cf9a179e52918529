"""Which words turn a statement round, hold it open, or put it as a question: the tables and what is read by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord import vectors
from onrecord.claims import words as w
from onrecord.claims.propositions import Proposition

CUES: Final[dict[str, frozenset[str]]] = {
    name: frozenset(w.stem(x) for x in text.split())
    for name, text in {
        "deny": """deny denied denial refuse refuses refusal reject rejected dismiss dismissed rebut rebuff refute
            refuted dispute disputed contest contested disavow repudiate contradict contradicted debunk debunked
            retract walked backtrack backed backpedal downplay disagree oppose opposed opposes object veto overturn
            resist decline declined defy shrug scoff push pushed knock""",
        "attack": """criticize criticise criticized blast slam rip assail attack denounce condemn lambast mock ridicule
            rebuke scold chide trash accuse accused blame fault deride lash hit torch skewer decry complain question
            questioned chastise pan""",
        "support": """praise defend support back endorse agree agreed confirm confirmed applaud hail tout concur
            acknowledge admit admitted concede affirm reaffirm insist maintain welcome vindicate echo""",
        "hedge": """suggest suggested hint seem seems appear appears suspect suspected speculate raise raised wonder
            consider possible possibly may might could whether unclear clear allege alleged allegedly reportedly
            purported apparent apparently imply implied perhaps doubt fear worry concern investigate probe explore
            rule""",
        "ask": "ask asked asks asking question questions query wonder wondered inquire demand",
    }.items()
}
NOT: Final = frozenset("not no never none nobody nothing neither nor cannot without hardly barely nowhere".split())
"""Words that say no to the rest and nothing of their own."""
NEGATORS: Final = NOT | frozenset(
    """false untrue wrong incorrect
    inaccurate misleading nonsense lie lies lying hoax myth fabricated ridiculous absurd baseless unfounded fiction
    bogus failed fails fail lack lacks unlikely impossible refuse refused refuses stop ban end opposed against
    instead rather exaggerated mistaken unfair dishonest""".split()
)
HEDGES: Final = frozenset(
    """may might could possibly perhaps maybe potentially whether if likely probably suspected alleged allegedly
    reportedly apparently seems appears suggests unclear uncertain possible possibility conceivably supposedly
    question questions doubt think believe""".split()
)
SAYING: Final = frozenset(
    w.stem(x) for x in "say said call claim state declare suggest promise describe accuse argue assert".split()
)
ADMITTING: Final = frozenset(w.stem(x) for x in "admit acknowledge concede confess".split())
SAID_EARLY: Final = 6
"""Among so many words of a content stands the saying that is disowned."""
CONTRAST: Final = frozenset("but although though however yet despite instead nevertheless only even".split())
_NT: Final = re.compile(r"n['’]t$")
_QUESTION: Final = re.compile(r"\?[\"'”’)]*\s*$")
WHETHER: Final = frozenset("whether if why how".split())
_OPEN: Final = re.compile(
    r"\b(may|might|could) (have|be|not|well)\b|\b(possib\w+|potential\w*|alleged\w*|suspect\w*|perhaps|maybe"
    r"|apparently|investigat\w+|prob(e|es|ed|ing)|inquiry|questions?|unclear|not clear)\b"
)
"""Words that leave a thing open, and those of inquiries."""


GOOD: Final = """good great honest excellent success successful true strong best proud praise support admirable right
    benefit improve fair legal qualified trustworthy safe wonderful""".split()
BAD: Final = """bad terrible dishonest awful failure failed false weak worst shame condemn oppose disgraceful wrong harm
    worsen unfair illegal unfit corrupt dangerous horrible""".split()


@cache
def _goodness() -> npt.NDArray[np.float32]:
    """The direction among word vectors from bad to good."""
    table = vectors.load()
    good, bad = (table.of(ws)[:, vectors.SEMANTIC].mean(0) for ws in (GOOD, BAD))
    return np.asarray((good - bad) / np.linalg.norm(good - bad), dtype=np.float32)


def valence(words: Sequence[str]) -> float:
    """How good or bad the content words sound, about -1 to 1; negation is left out of account."""
    told = [x for x in words if w.is_content(x)]
    if not told:
        return 0.0
    found = vectors.load().of(told)[:, vectors.SEMANTIC]
    norm = np.linalg.norm(found, axis=1)
    known = norm > 0
    return float(((found[known] / norm[known, None]) @ _goodness()).mean() * 3) if known.any() else 0.0


def lower(text: str) -> list[str]:
    return w.lower(text)


def negated(words: list[str]) -> bool:
    """Whether words such as "not" and "fail to", which say nothing of their own, turn what the others say."""
    missed = sum(x.startswith("fail") and y == "to" for x, y in pairwise(words))
    return (missed + sum(x in NOT or bool(_NT.search(x)) for x in words)) % 2 == 1


def negations(words: list[str]) -> list[str]:
    """The words among these that turn what they stand with."""
    return [x for x in words if x in NEGATORS or _NT.search(x)]


def denied_by_cue(p: Proposition) -> bool:
    """Whether the cue is one that denies: "rejected that …"."""
    return any(w.stem(x) in CUES["deny"] for x in lower(p.cue))


def admits(p: Proposition) -> bool:
    """Whether the cue is one that admits: "conceded that …". It is put forward then, whatever was said before."""
    cue = lower(p.cue)
    return any(w.stem(x) in ADMITTING for x in cue) and not negated(cue)


def disowned(p: Proposition) -> bool:
    """Whether a thing is denied to have been said: "I never called it safe", "denied having promised a bridge"."""
    content = lower(p.text)
    at = next((n for n, x in enumerate(content[:SAID_EARLY]) if w.stem(x) in SAYING), -1)
    return at >= 0 and (denied_by_cue(p) or bool(negations(content[:at])))


def hedges(words: list[str]) -> list[str]:
    return [x for x in words if x in HEDGES]


def _asking(p: Proposition, cue: Sequence[str], content: Sequence[str]) -> dict[str, float]:
    """Signs that a thing is asked or left open, also in the words of the sentence beside the statement."""
    before = lower(p.before)
    question = bool(_QUESTION.search(p.text))
    unquoted = not p.quoted and bool(_QUESTION.search(p.sentence_text))
    whether = "whether" in content[:3] or "if" in content[:1] or "whether" in before[-3:]
    asked = any(w.stem(x) in CUES["ask"] for x in (*cue, *before[-4:]))
    return {
        "question": float(question),
        "question_around": float(unquoted),
        "question_at_all": float(question or unquoted),
        "whether": float(whether),
        "whether_asked": float(asked and bool(WHETHER & {*content[:3], *before[-3:]})),
        "asked_unquoted": float(asked and not p.quoted),
        "open": float(bool(_OPEN.search(p.text.lower()))),
        "open_cue": float(bool(_OPEN.search(p.cue.lower()))),
        "open_before": float(bool(_OPEN.search(p.before.lower()))),
        "negated_before": float(bool(negations(before[-5:]))),
        "conditional": float("if" in content),
    }


def signals(p: Proposition) -> dict[str, float]:
    """What a statement shows of its own stance, by name; the stance model's features."""
    cue, content = lower(p.cue), lower(p.text)
    found = {f"cue_{name}": 1.0 for name, stems in CUES.items() if any(w.stem(x) in stems for x in cue)}
    found |= {f"content_{name}": 1.0 for name, stems in CUES.items() if any(w.stem(x) in stems for x in content)}
    turned, held = negations(content), hedges(content)
    found["negated"] = float(bool(turned))
    found["negations"] = min(len(turned), 3) / 3
    found["negated_early"] = float(bool(negations(content[:8])))
    found["negated_odd"] = float(len(turned) % 2)
    found["cue_negated"] = float(bool(negations(cue)))
    found["hedged"] = float(bool(held))
    found["hedged_early"] = float(bool(hedges(content[:8])))
    found["cue_hedged"] = float(bool(hedges(cue)))
    found |= _asking(p, cue, content)
    found["contrast"] = float(any(x in CONTRAST for x in content))
    found["quoted"] = float(bool(p.quoted))
    found["long"] = min(len(content), 60) / 60
    found["no_source"] = float(not p.statement.source)
    for label in (p.statement.act, p.statement.certainty):
        if label:
            found[f"label_{label}"] = 1.0
    return found
