"""Words that carry acts and degrees of certainty: tables for ``acts``, after the annotation guide.

They are features, not verdicts: a classifier weighs them with everything else. A word stands under the act that its
meaning as a cue carries ("the cue decides before the content does"); neutral cues stand nowhere.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from onrecord.reader.lexicon import is_unknown

_ACT_CUES: Final = {
    "denies": "deny reject dismiss rebuff refute contradict dispute discount disavow debunk disagree counter override "
    "overrule veto repudiate rebut disprove disclaim denial rejection discredit renounce balk resist invalidate nix "
    "scoff downplay shrug untrue false baseless unfounded no",
    "warns": "warn caution alarm alert warning caveat forewarn threat danger risk",
    "accuses": "accuse allege blame charge fault accusation allegation impugn indict sue lawsuit denounce condemn "
    "implicate insinuate convict guilty complain",
    "commits": "vow pledge promise plan announce commit threaten refuse decline agree offer sign lift introduce "
    "withdraw "
    "launch intend decide unveil withhold swear volunteer undertake guarantee resolve suspend cancel release "
    "file order "
    "aim prepare seek try bid continue begin start will resolve intention decision plan vow refusal effort adopt pass "
    "approve appoint nominate hire fire impose ban drop abandon schedule open start sanction",
    "urges": "urge demand ask propose recommend press push implore exhort appeal request advise encourage order "
    "instruct direct plead beg call lobby petition invite advocate suggest insist tell require proposal call plea "
    "request recommendation champion summon pressure prod counsel",
    "thinks": "think believe want hope fear know feel support oppose endorse back consider like love hate worry "
    "concern "
    "wish prefer approve doubt respect favor favour regret vote mind care enjoy trust dislike appreciate realize "
    "realise understand remember forget regard view see deem suspect expect need desire dream dread loathe admire "
    "despise envy embrace backing support opposition endorsement belief hope fear concern confident confidence sure "
    "certain convinced proud glad happy sorry afraid eager willing reluctant interested supporter opponent "
    "critic skeptical optimistic worried disappointed frustrated angry surprised aware unaware uncertain unsure",
    "predicts": "predict forecast expect project anticipate foresee prediction expectation likely bet foretell poised "
    "prophesy unlikely",
    "asks": "ask question query inquire enquire wonder pose quiz grill press",
    "asserts": "criticize criticise praise blast mock slam attack insult hail tout applaud laud ridicule deride taunt "
    "boast brag note describe explain find show reveal report claim argue contend maintain acknowledge admit concede "
    "confirm",
}
ACT_CUES: Final[dict[str, tuple[str, ...]]] = {}
"""Lemma of a cue word: the acts that it may carry."""
for _act, _words in _ACT_CUES.items():
    for _word in _words.split():
        ACT_CUES[_word] = (*ACT_CUES.get(_word, ()), _act)

WRONG: Final = frozenset(
    "lie lying liar fraud illegal illegally violate violation break corrupt corruption cheat steal stole "
    "rig rigged crooked abuse betray mislead misleading deceive deception dishonest hypocrite hypocrisy "
    "guilty crime criminal obstruct manipulate cover conspire complicit reckless careless fail failed "
    "fault racist bigot bully discriminate exploit bribe unconstitutional wrongdoing misconduct "
    "jeopardize incite undermine ignore scam con disrespect insult smear distort distorting exaggerate "
    "hide hid hiding dodge avoid evade refuse failure fraudulent fake false falsely phony abuse abused "
    "assault assaulted harass steal theft crony pander pandering hypocritical shameful dishonestly liar "
    "liars thug cronyism collude collusion conspiracy coverup perjury interfere meddle negligent "
    "negligence rapist rapists terrorist genocide murder kill racism sexist sexism bigotry bigoted "
    "xenophobic islamophobic demonize divide divisive blame responsible "
    "loot embezzle launder swindle dupe trick misuse mishandle breach gerrymander gerrymandering hack hacking sow "
    "quack charlatan hate hateful ignorance ignorant clueless toxic poison scheme sabotage stoke enable excuse "
    "whitewash neglect inexcusable outrageous disgrace disgraceful unfair rip cynical ugly vile incompetent "
    "unqualified unfit lied misled misrepresent improper improperly extort extortion untrustworthy untruthful".split()
)
"""Words of wrong done: with somebody else as their subject they make an accusation."""

UNTRUE: Final = frozenset(
    "false untrue wrong incorrect unfounded baseless inaccurate myth nonsense ridiculous absurd misleading exaggerate "
    "exaggerated debunked fabricated hoax mischaracterized distorted mistaken invalid overblown irrelevant lie "
    "erroneous groundless discredited rubbish garbage fiction".split()
)
"""Words that call something said before not so."""

HARM: Final = frozenset(
    "danger dangerous risk threat threaten disaster catastrophe catastrophic destroy collapse chaos riot "
    "crisis consequences violence ruin devastate devastating harm hurt damage worse worst suffer war "
    "destruction deadly jeopardy unsafe grave doom terrible horrible awful bad lose losing loss trouble "
    "fear crash wreck bankrupt existential undermine erode embolden nightmare ruinous dire worsen "
    "emergency vulnerable serious attack attacks".split()
)
"""Words of harm to come or under way: under a future or an "if" they make a warning."""

MODALS: Final = {
    "will": "will", "shall": "will", "ll": "will", "wo": "will", "won": "will", "would": "would", "d": "would",
    "may": "may", "might": "may", "could": "could", "can": "can", "ca": "can", "should": "should", "must": "must",
    "ought": "should", "cannot": "can", "gonna": "will", "won’t": "will",
}  # fmt: skip

CERTAINTY_WORDS: Final = {
    "possible": "may might could perhaps maybe possibly possible potentially potential can conceivably hope "
    "fear afraid "
    "worry unsure uncertain suspect wonder hopeful hopefully doubtful question sure",
    "probable": "likely probably presumably apparently think believe expect expected expects thought belief suspect "
    "seem seems appear appears appeared optimistic confident confidence guess suggest suggests should probable bet "
    "assume feel felt reckon imagine tend almost",
    "unlikely": "unlikely doubt doubts doubted doubtful improbable skeptical sceptical skepticism questioned",
    "certain": "certainly definitely absolutely clearly obviously undoubtedly surely never always must know",
}
HEDGES: Final[dict[str, str]] = {}
"""Word: the certainty that it speaks for."""
for _degree, _words in CERTAINTY_WORDS.items():
    for _word in _words.split():
        HEDGES.setdefault(_word, _degree)

NEGATIONS: Final = frozenset("not n t no never nor neither without nobody nothing none cannot hardly".split())
"""``n t`` stand for the halves of "n't" as the words are cut."""
REFUSING: Final = frozenset("decline declines declined declining refuse refuses refused refusing".split())
DOUBTING: Final = frozenset(
    "doubt doubts doubted doubting doubtful skeptical sceptical unlikely questions questioned questioning".split()
)
BELIEVING: Final = frozenset(
    "think thinks thought believe believes believed expect expects expected expecting see hopeful likely sure "
    "convinced imagine".split()
)
"""With a negation before it one of these is a doubt, too."""
BE: Final = frozenset("is are was were be been being s re m am get gets got".split())
FIRST_PERSON: Final = frozenset("i we my our us me".split())
THIRD_PERSON: Final = frozenset("he she they it his her their its".split())
SUBORDINATORS: Final = frozenset(
    "if when while because although though unless since as after before once until".split()
)
ASKING: Final = frozenset("if whether why how who what when where which".split())

_IRREGULAR: Final = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "knew": "know",
    "known": "know", "meant": "mean", "felt": "feel", "held": "hold", "swore": "swear", "sworn": "swear",
    "sought": "seek", "found": "find", "made": "make", "gave": "give", "given": "give", "took": "take", "saw": "see",
    "seen": "see", "overridden": "override", "overrode": "override", "overturned": "overrule",
    "began": "begin", "begun": "begin", "shown": "show", "went": "go", "gone": "go", "came": "come",
    "put": "put", "spoke": "speak", "spoken": "speak", "heard": "hear", "read": "read", "bid": "bid", "chose": "choose",
    "chosen": "choose", "forgot": "forget", "withdrew": "withdraw", "withheld": "withhold", "foresaw": "foresee",
    "understood": "understand", "stole": "steal", "stolen": "steal", "broke": "break", "broken": "break", "has": "have",
    "had": "have", "was": "be", "were": "be", "been": "be", "is": "be", "are": "be", "does": "do", "did": "do",
    "done": "do", "led": "lead", "kept": "keep", "stood": "stand", "stuck": "stick", "fought": "fight", "drew": "draw",
}  # fmt: skip
_ENDINGS: Final = (("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"), ("es", "e"), ("ed", "e"), ("ing", "e"))


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The verb or noun that a lower-case word is a form of, as far as its ending tells: no dictionary."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in ACT_CUES:
        return word
    for ending, new in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return _stem(word, ending, new)
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _stem(word: str, ending: str, new: str) -> str:
    base = word[: -len(ending)]
    if new == "e" and base not in ACT_CUES:
        if base + "e" in ACT_CUES:
            return base + "e"
        if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
            return base[:-1]
        bare = is_unknown(base) or len(base) < 3
        return base + "e" if bare and not is_unknown(base + "e") else base
    return base + ("" if new == "e" else new)
