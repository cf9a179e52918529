"""What a single line of a page looks like: a caption, a credit, a file name, a promotion.

Everything here is knowledge in tables; nothing looks at more than one line. Patterns name what agencies, desks and
publishing systems write everywhere, not what one site does. Searches through whole lines come after a test for
plain substrings: that is ten times as fast as the patterns.
"""

from __future__ import annotations

import re

_SHORT = (
    "REUTERS Reuters AP AFP EPA EPA-EFE PA DPA dpa ANSA EFE ANP TASS Tass Sputnik Xinhua Kyodo Yonhap Anadolu UPI "
    "Bloomberg NurPhoto Shutterstock iStock Alamy Getty GETTY Zuma ZUMA SIPA Sipa Magnum NASA Pixabay Unsplash Flickr "
    "Wikimedia Imagn Rex REX Splash Backgrid Imago IMAGO Redux Polaris Staff handout Handout"
)
_LONG = ("Getty Images", "Associated Press", "Agence France-Presse", "Press Association", "Wikimedia Commons")
AGENCIES = (*_SHORT.split(), *_LONG)
_AGENCY = "|".join(sorted(AGENCIES, key=len, reverse=True))
_PICTURE = r"[Pp]hoto(?:graph)?s?|PHOTO|[Cc]redit|[Ii]mage|IMAGE|[Pp]icture|[Ii]llustration|[Ff]oto|FOTO|Bild|사진"
_NAME = r"(?:[A-ZÀ-Ý]\.|[A-ZÀ-Ý][\w'’-]+)"
CREDIT = re.compile(
    rf"(?P<via>(?:{_NAME}[ /]){{1,7}}(?:via|/|for)\s*(?:{_AGENCY})\b|\bvia (?:REUTERS|AP|AFP|Getty)\b)"
    rf"|[(\[](?P<brackets>(?:[^()\[\]]{{0,60}}\b)?(?:{_AGENCY}|{_PICTURE})\b[^()\[\]]{{0,60}})[)\]](?!\s*[-–—])"
    rf"|\b(?:{_PICTURE})(?: (?:[Bb]y|[Cc]ourtesy(?: of)?|[Cc]redit|CREDIT|[Ss]ource))?\s?:"
    r"\s?(?P<label>[^\Wa-z_][^.:]{1,80})\.?$"
    r"|\b(?:[Pp]hoto(?:graph)?s?|[Pp]icture|[Ii]mage|[Ii]llustration) (?:by|courtesy of|courtesy) (?P<by>[^.:]{2,80})"
    rf"|©\s?(?P<sign>[^.©]{{2,60}})|\b(?P<last>{_AGENCY})\s*$"
)
"""A picture credit; the group that matched holds the credit as written."""
_CREDIT_HINTS = (
    "hoto",
    "HOTO",
    "redit",
    "mage",
    "MAGE",
    "icture",
    "llustration",
    "oto",
    "Bild",
    "사진",
    "©",
    *AGENCIES,
)
_SURE_CREDITS = frozenset(("via", "brackets", "label"))
"""Forms of credit that prose does not have."""
MOST_AFTER = 120
"""Characters that may follow a credit: a note to editors. Prose that names an agency goes on."""
LONGEST_CAPTION, LONGEST_STANDING = 700, 600
"""Longer lines are prose, or not worth the search."""

CAPTION_START = re.compile(
    r"^\W*(?:file\s?photo|file picture|file|pictured|image caption|photo|caption|media caption"
    r"|in this (?:\w+\s?\.?,? ){1,6}(?:file )?(?:photo|image|picture|frame))\b"
    r"(?=\s*[-–—:(,]|\s+(?:provided|released|taken|by)|.{0,200}\bphoto\b)",
    re.IGNORECASE,
)

FILE_NAME = re.compile(r"^\S[^\n]*\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|mp4)\s*$", re.IGNORECASE)
_SERIAL = re.compile(
    r"\d{6,}|(?=[a-z0-9]*\d[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{5,}|\d{6,8}T\d{4,6}Z?", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?,;:]\s|[.!?]$|[“”\"]")

_SITES = r"twitter|facebook|instagram|youtube|snapchat|linkedin|telegram|whatsapp"
_STANDING = (
    r"(?:read|see|more|watch|learn|find out|listen|hear)\s+(?:more|also|next|now|on|here|our|this)\b.{0,20}[:|–—-]",
    r"(?:read|see|watch|listen)\s?(?:more|also|next)?\s?(?::|\||>>|–|—)",
    r"(?:related|recommended|also|explore further|up next|see it|more information)\s?"
    r"(?:(?:articles?|stories|story|news|links?|content|coverage|reading|posts?|video)\s?)?(?::|$)",
    r"(?:don['’]t miss|must read|most (?:read|popular|viewed)|trending|top stories|editor['’]?s['’]? picks?)\b",
    r"you (?:may|might) (?:also )?like\b",
    r"(?:recommended for you|more from|more stories|more on this|what['’]s next|latest (?:news|stories))\b",
    r"popular (?:now|stories)\b",
    r"advertisement|sponsored|promoted|story continues below|article continues|continue reading",
    r"(?:leia|veja|confira|saiba|assista)\s(?:também|tambem|mais)\b|(?:à )?lire aussi|lesen sie auch|mehr zum thema",
    r"leggi anche|lea también|click here\b|tap here\b",
    r"(?:please )?(?:sign|log)\s(?:up|in)\b|subscribe\b|newsletter\b",
    r"(?:get|download|install) (?:the|our) .{0,60}\b(?:app|newsletter|inbox|alerts?)\b",
    r"get .{0,80}\b(?:in|to) your inbox\b",
    rf"(?:please )?(?:follow|like|join|find|connect with|contact|reach|e-?mail) .{{0,80}}"
    rf"\b(?:{_SITES}|at \S+@\S+|\S+@\S+|@\w+)",
    r"(?:have|got) (?:a|any) (?:tip|story|question|comment|news tip)",
    r"(?:share|tweet|print|email|comments?|leave a (?:comment|reply)|tags?|topics?|filed under|categor(?:y|ies)"
    r"|copyright|all rights reserved|terms of (?:use|service)|privacy policy)\s*(?::|$|\d+\s*$)",
    r"(?:copyright|©|\(c\))\s",
    r"this (?:material|content) may not be published",
    r"(?:reporting|editing|writing|additional reporting|compiled|translated|edited|reported) by\b",
    r"this (?:article|story|post|piece|column) (?:was|is|has been|originally|first)\b.{0,60}"
    r"\b(?:published|appeared|syndicated|republished|updated|produced|translated)\b",
    r"(?:first )?(?:published|posted|updated|last (?:updated|modified))\b\s?(?:on|at|:)?.{0,40}$",
    rf"\S+@\S+\.\w+\s*$|(?:www\.)?(?:{_SITES})\.com/\S+\s*$|@\w+\s*$",
)
STANDING = re.compile(r"\W*(?:" + "|".join(_STANDING) + ")", re.IGNORECASE)
"""Starts of lines that stand on pages beside articles: promotions, calls to act, credits of the desk."""

CONTRIBUTED = re.compile(
    r"\bcontributed (?:to th(?:is|e) (?:report|story|article|post|piece)|reporting)\b.{0,40}$"
    r"|\ball rights reserved\b|\bmay not be published, broadcast\b|\bfull coverage\b.{0,60}https?://",
    re.IGNORECASE,
)
_CONTRIBUTED_HINTS = ("ontributed ", "ights ", "may not be", "overage")

_TEASERS = (
    r"more from|more stories|more on|more news|more:?$|related|read (?:next|more)|recommended|you may|you might",
    r"trending|most (?:read|popular|viewed)|top stories|latest (?:news|stories)|editor['’]?s['’]? picks",
    r"up next|don['’]t miss|also on|from (?:around )?the web|sponsored|popular|what to read next|further reading",
    r"in this section|see also|other (?:news|stories)|mehr zum thema|à lire aussi|leia também|relacionad[ao]s",
)
HEADING_OF_TEASERS = re.compile(r"\W*(?:" + "|".join(_TEASERS) + r")\b.{0,60}$", re.IGNORECASE)
"""A short line after which the stories of others follow."""

BYLINE = re.compile(
    r"\W*(?:(?i:by|written by|story by|author)|[Vv]on|[Pp]ar|[Pp]or|[Dd]i)\s?:?\s+"
    r"(?P<who>[A-ZÀ-Ý][\w.'’-]+(?:\s+(?:and|&|et|y|und|e|de|van|von|da|[A-ZÀ-Ý][\w.'’-]*),?){0,8})"
)


def is_file_name(line: str) -> bool:
    """Whether the line is the name of an image file, perhaps with its hyphens and dots turned into blanks."""
    if len(line) > 200:
        return False
    if FILE_NAME.match(line):
        return True
    if not any(map(str.isdigit, line)) or _SENTENCE.search(line):
        return False
    tokens = line.replace("_", " ").replace("-", " ").split()
    with_digits = sum(any(map(str.isdigit, token)) for token in tokens)
    return 1 < len(tokens) < 26 and 3 * with_digits > len(tokens) and any(map(_SERIAL.fullmatch, tokens))


def _credit(line: str) -> re.Match[str] | None:
    return CREDIT.search(line) if any(hint in line for hint in _CREDIT_HINTS) else None


def credit_of(line: str) -> str:
    """The picture credit in the line as written, or empty."""
    match = _credit(line)
    return (match[str(match.lastgroup)] if match and match.lastgroup else "").strip(" .,;:|")


def is_caption(line: str) -> bool:
    """Whether the line by itself is unmistakably the caption of a picture."""
    if len(line) > LONGEST_CAPTION:
        return False
    if CAPTION_START.match(line):
        return True
    match = _credit(line)
    return bool(match and match.lastgroup in _SURE_CREDITS and match.end() + MOST_AFTER >= len(line))


def is_standing(line: str) -> bool:
    """Whether the line is one that stands on pages beside articles."""
    if len(line) > LONGEST_STANDING:
        return False
    end = line[-200:]
    contributed = any(hint in end for hint in _CONTRIBUTED_HINTS) and CONTRIBUTED.search(end)
    return bool(contributed or STANDING.match(line) or is_file_name(line))
