"""The words of English time expressions, and the patterns made of them: tables for ``times``.

Patterns are tried in order at each place, so that longer readings stand before shorter ones ("Nov. 17, 2015" before
"Nov. 17" before "November"). None holds a repetition inside a repetition: matching is linear in the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NUMBER: Final = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
SEASONS: Final = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""First month of each (northern, as the news written in English mostly means it)."""

NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "hundred": 100, "couple": 2, "few": 3, "several": 3, "dozen": 12, "half": 1,
}  # fmt: skip
HOLIDAYS: Final = {
    "new year": (1, 1), "christmas eve": (12, 24), "christmas": (12, 25), "valentine": (2, 14),
    "veteran": (11, 11), "independence day": (7, 4), "halloween": (10, 31),
}  # fmt: skip
"""Days of fixed date: (month, day)."""

_TENTH: Final = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_UNITH: Final = "first second third fourth fifth sixth seventh eighth ninth".split()
ORDINALS: Final = {
    word: n
    for n, word in enumerate(
        [*_UNITH, *_TENTH.split(), "twentieth", *(f"twenty-{w}" for w in _UNITH), "thirtieth", "thirty-first"], 1
    )
}
TRIGGERS: Final = frozenset(
    [*WEEKDAYS, *MONTHS, *SEASONS, *MONTH_NUMBER, "sept", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",
     "sat", "sun", "today", "yesterday", "tomorrow", "tonight", "overnight", "morning", "afternoon", "evening", "night",
     "hour", "day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century", "hours", "days",
     "weeks", "weekends", "months", "quarters", "years", "decades", "centuries", "christmas", "halloween", "valentine",
     "veteran", "veterans", "independence", "May", "March"]
)  # fmt: skip
"""One of these words, or four digits, stands in every time expression."""

BACK: Final = frozenset({"last", "past", "previous"})
AHEAD: Final = frozenset({"next", "coming", "following"})
"""Words that turn a unit of time back from the day of publication, or ahead of it."""


def _both(*words: str) -> str:
    """Alternatives in lower case, with a capital, and all in capitals."""
    forms = [form for word in words for form in (word, word[0].upper() + word[1:], word.upper())]
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def _names(*words: str) -> str:
    """Alternatives with a capital or all in capitals: names of days and months."""
    return "(?:" + "|".join(form for word in words for form in (word.capitalize(), word.upper())) + ")"


_DAY = _names(*WEEKDAYS)
_SHORT_DAY = "(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\\."
_MONTH = "(?:" + _names(*MONTHS) + "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b\\.?)"
_PLAIN_MONTH = _names(*(m for m in MONTHS if m not in ("may", "march"))) + "|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\\."
_N = "(?:[0-3]?[0-9])(?:st|nd|rd|th)?(?!\\d|:\\d|%)"
_YEAR = "(?:1[5-9]|20|21)[0-9][0-9](?![\\d%]|[.,]\\d)"
_TO = "\\s?(?:-|–|—|to|through|and|or)\\s?"
_NUMBER = "(?:" + _both(*(n for n in NUMBERS if n not in ("half", "hundred"))) + "|[0-9]{1,3})(?:\\sof)?"
_UNIT = "(?:day|week|weekend|fortnight|month|quarter|year|decade|century)"
_UNITS = "(?:hours|days|weeks|weekends|months|quarters|years|decades|centuries|hour|day|week|weekend|month|year|decade)"
_TIME = "(?:night|morning|afternoon|evening)"
_PART = "(?:" + _both("early", "late", "mid", "earlier", "later") + "[\\s-])"
_EDGE = "(?:[Tt]he\\s)?(?:(?:very\\s)?(?:end|beginning|start|middle|close)\\sof\\s)"
_WHICH = _both("last", "this", "next", "past", "previous", "coming", "following", "current", "same")
_SEASON = "(?:" + "|".join(SEASONS) + ")"
_DATE = f"(?:[Ll]ast\\s|[Nn]ext\\s)?{_MONTH}\\s{_N}"
_TAIL = f"(?:,?\\s{_YEAR})?"

PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("iso", "(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?!\\d)"),
    ("slash", "[01]?[0-9]/[0-3]?[0-9]/(?:19|20)?[0-9]{2}(?!\\d)"),
    ("range", f"{_DATE}{_TO}(?:{_MONTH}\\s)?{_N}{_TAIL}"),
    ("range", f"{_N}(?:\\s{_MONTH})?{_TO}{_N}\\s{_MONTH}{_TAIL}"),
    ("date", f"(?:(?:{_DAY}|{_SHORT_DAY}),?\\s)?(?:{_TIME},?\\s)?{_DATE}{_TAIL}"),
    ("date", f"(?:[Tt]he\\s)?[0-3]?[0-9](?:st|nd|rd|th)?\\s(?:of\\s)?{_MONTH}(?:,?\\s{_YEAR})?"),
    ("date", f"(?:[Tt]he\\s)?{_both(*ORDINALS)}\\sof\\s{_MONTH}(?:,?\\s{_YEAR})?"),
    ("month", f"(?:{_EDGE}|{_PART})?{_MONTH}(?:,|\\sof)?\\s{_YEAR}"),
    ("month", f"{_MONTH}(?:\\sof)?\\s(?:last|this|next)\\syear\\b"),
    ("month", f"(?:{_EDGE}|{_PART}|{_WHICH}\\s)(?:of\\s)?{_MONTH}\\b"),
    ("month", f"(?<=\\b[Ii]n\\s){_MONTH}\\b"),
    ("month", f"(?:{_PLAIN_MONTH})(?![\\w’'])(?!\\s[A-Z])"),
    ("weekdays", f"{_DAY}(?:\\s?[-–—]\\s?|\\s(?:to|through|and)\\s){_DAY}(?![\\w])"),
    ("weekday", f"(?![Ff]ollowing\\s{_DAY}[’'])(?:[Tt]his\\s)?(?:{_WHICH}\\s|{_PART})?"
                f"(?:{_DAY}|{_SHORT_DAY})(?:\\s{_TIME})?(?![\\w])"),
    ("day", _both("today", "yesterday", "tomorrow", "tonight", "overnight") + f"(?:\\s{_TIME})?"),
    ("day", f"(?:{_both('this', 'last')}\\s{_TIME})"),
    ("holiday", "(?:New\\sYear[’']?s?(?:\\s(?:Day|Eve))?|Christmas(?:\\sEve|\\sDay)?|Valentine[’']s\\sDay|"
                "Veteran(?:s|[’']s|s[’'])?\\sDay|Independence\\sDay|Halloween)"),
    ("season", f"(?:{_EDGE}|{_PART}|[Tt]he\\s)?(?:{_WHICH}\\s)?(?:{_PART})?{_SEASON}(?:\\sof)?\\s{_YEAR}"),
    ("season", f"(?:{_PART})?{_WHICH}\\s(?:{_PART})?{_SEASON}\\b"),
    ("season", f"(?<=\\b[Ii]n\\s)(?:the\\s)?(?:{_PART})?{_SEASON}\\b"),
    ("season", f"(?<=\\b[Bb]efore\\s)(?:the\\s)?{_SEASON}\\b"),
    ("span", f"(?:{_both('within', 'in', 'over', 'during', 'for')}\\s)?{_both('the', 'these')}\\s"
             f"{_WHICH}\\s(?:{_NUMBER}{_TO})?(?:{_NUMBER}\\s)?(?:full\\s)?{_UNITS}\\b"),
    ("span", f"{_both('within', 'over', 'during')}\\s(?:{_WHICH}|recent)\\s{_UNITS}\\b"),
    ("ago", f"(?:{_NUMBER}{_TO})?(?:{_both('a', 'some', 'about', 'almost', 'nearly', 'more than', 'less than')}\\s)?"
            f"{_NUMBER}\\s(?:and\\sa\\shalf\\s)?(?:short\\s)?{_UNITS}\\s"
            f"(?:ago|earlier|later|before|from\\snow|hence)\\b"),
    ("ahead", f"{_both('within', 'in')}\\s(?:about\\s|just\\s|as\\slittle\\sas\\s)?(?:{_NUMBER}{_TO})?"
              f"(?:{_NUMBER}\\s)(?:more\\s)?{_UNITS}\\b"),
    ("ahead", f"{_both('another', 'a further')}\\s(?:{_NUMBER}{_TO})?(?:{_NUMBER}\\s)?{_UNITS}\\b"),
    ("ahead", f"(?:{_NUMBER}{_TO})?{_NUMBER}\\smore\\s{_UNITS}\\b"),
    ("unit", f"(?:{_EDGE}|{_PART})?(?:(?:[Ll]ater|[Ee]arlier)\\s)?{_WHICH}\\s(?:calendar\\s|fiscal\\s)?{_UNIT}\\b"),
    ("unit", f"{_EDGE}(?:the\\s){_UNIT}\\b"),
    ("unit", "(?:(?<=\\b[Bb]efore\\s)|(?<=\\b[Bb]y\\s)|(?<=\\b[Aa]t\\s))(?:the\\s)?(?:year|month|quarter)[-\\s]end\\b"),
    ("unit", "(?:[Oo]ver\\sthe\\sweekend)\\b"),
    ("decade", f"(?:[Tt]he\\s)?(?:{_PART})?(?:1[5-9]|20)[0-9]0[’']?s\\b"),
    ("quarter", f"(?:[Tt]he\\s)?{_both('first', 'second', 'third', 'fourth')}[\\s-]quarter"
                f"(?:\\sof)?(?:\\s{_YEAR})?\\b"),
    ("years", f"{_YEAR}\\s?(?:-|–|—|to|through)\\s?(?:{_YEAR}|[0-9]{{2}}(?![\\d%.,-]))"),
    ("year", f"(?:{_EDGE}|{_PART})?{_YEAR}(?![-–/]\\d)(?![’']s?\\w)"),
)  # fmt: skip
"""(rule, pattern): what ``times`` makes of a match is in its table of rules, by name."""

FINDER: Final = re.compile(
    "(?<![\\w$€£#/.,-])(?=[0-9A-Zacdefhilmnopstwyb])(?:" + "|".join(pattern for _, pattern in PATTERNS) + ")"
)


@cache
def rule_finder() -> re.Pattern[str]:
    """Fits an expression taken alone; the number of the group that it fits by is its place in ``RULES``."""
    return re.compile("|".join(f"({pattern})" for _, pattern in PATTERNS))


RULES: Final = ("", *(rule for rule, _ in PATTERNS))
