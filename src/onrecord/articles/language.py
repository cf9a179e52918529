"""The language of a text by its commonest words or its script: enough to know what a reader for English can read."""

from __future__ import annotations

import re
from collections import Counter

WORDS = {
    "en": "the of and to in that is was for on with as it at by be this are from have has not he his said",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
    "fr": "le la les des et en du une que est pour dans qui par sur au pas plus avec ce il sont cette se ne",
    "es": "el la de que los las y del en se por con para una su al es lo como más pero sus ha fue este",
    "it": "il di che la per un una non sono del della con i gli le nel alla è dei da si al come più anche",
    "pt": "o que do da em um para não uma os no se na por mais as dos como mas foi ao ele das à",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog door",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada mereka adalah",
    "sv": "och att det som en på är av för med den till inte har de ett om var jag från men så vi kan",
    "tr": "ve bir bu da de için ile olarak çok daha en gibi kadar sonra ne olan ise ama var o",
    "pl": "w i na z że się nie do to jest o jak po za od przez ale są dla tym był oraz",
    "ru": "и в не на что он с как это по но из у за от так о для же его к бы мы вы она они был",
}
NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "id": "Indonesian", "sv": "Swedish", "tr": "Turkish", "pl": "Polish", "ru": "Russian",
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ar": "Arabic", "he": "Hebrew", "el": "Greek", "hi": "Hindi",
    "th": "Thai",
}  # fmt: skip
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_OF = {language: frozenset(words.split()) for language, words in WORDS.items()}
FUNCTION_WORDS = frozenset().union(*_OF.values())
SAMPLE = 4000
LEAST = 0.08
"""Below this share of a language's commonest words, the language is not known."""


def of(text: str) -> str:
    """A two-letter code, or empty where nothing speaks clearly for one."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(sample)) > 0.2 * letters:
            return language
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    total = sum(words.values())
    scores = {language: sum(words[w] for w in common) for language, common in _OF.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if total and scores[best] >= LEAST * total else ""
