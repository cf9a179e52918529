"""Words of relays and venues: tables for ``relays``."""

from __future__ import annotations

from typing import Final

OUTLETS: Final = frozenset(
    "cnn msnbc nbc abc cbs pbs npr bbc fox cnbc ap afp reuters bloomberg politico univision telemundo c-span cspan "
    "breitbart buzzfeed axios vox slate salon newsmax yahoo huffpost dpa xinhua tass espn itv hbo espn aljazeera wmur "
    "kcci wcvb wikileaks politifact snopes factcheck spiegel bild economist atlantic newsweek mashable "
    "infowars propublica fivethirtyeight".split()
)
"""One-word names of broadcasters, newspapers and agencies."""

OUTLET_ENDS: Final = frozenset(
    "times post news journal tribune herald register sun press magazine radio tv television examiner observer gazette "
    "globe chronicle daily bugle mail telegraph guardian independent standard star monitor review record dispatch "
    "inquirer enquirer network channel broadcasting wire agency today beast report reporter watch monde presse zeitung "
    "weekly business insider policy hill intercept union-leader leader courier ledger sentinel mirror express "
    "caller world citizen argus advertiser banner clarion echo eagle republic bee business-week wire service".split()
)
"""Last words of outlets' names of several words."""

OUTLET_STARTS: Final = frozenset("daily evening morning sunday radio channel press television tv".split())
"""First words of outlets' names of several words: "Radio Ode", "Evening Gull"."""

OUTLET_NOUNS: Final = frozenset(
    "newspaper paper daily weekly tabloid broadsheet magazine broadcaster broadcasters station channel website site "
    "outlet portal agency newswire".split()
)
"""Nouns that say of a name beside them that it is an outlet's: "the weekly Der Bogen", "the Nordwire news agency"."""
OUTLET_MODIFIERS: Final = frozenset(
    "state public private national regional local independent online news music sports business financial radio "
    "television tv s public-service".split()
)
"""What may stand before such a noun, besides capitals."""

CHANNEL_TAILS: Final = frozenset({"news", "radio", "sports", "business", "tv"})
"""Words that go on with a one-word name: "Fox News", "BBC Radio Four"."""

SHOW_ENDS: Final = frozenset(
    "show sunday tonight morning friends press nation week today live hour factor program podcast report union file "
    "joe room lead situation order now weekend hardball question sunday report radio america daily late colbert".split()
)
"""Last words of programmes' names; the name begins with a capital and stands after "on" or an outlet's possessive."""
HYPHENED: Final = {("op", "ed"), ("e", "mail"), ("e", "mails"), ("op", "eds"), ("sit", "down"), ("walk", "in")}
"""Venue nouns written with a hyphen, which the words are cut at."""

TOLD: Final = frozenset("tell telling told tells inform informed informs".split())
SAID_TO: Final = frozenset("said says".split())
"""Before "to" these tie a name in as "told" does."""
WITH: Final = frozenset("interview interviews conversation sit-down appearance interviewed discussion".split())
REPORTED: Final = frozenset(
    "reported reports report revealed reveals published publishes obtained disclosed noted notes aired quoted wrote "
    "broadcast carried posted cited uncovered according".split()
)
ON_AIR: Final = frozenset({"on", "by", "from", "to", "in", "with", "for", "of", "via", "at"})

PLATFORMS: Final = {
    "twitter": "Twitter", "tweet": "Twitter", "tweeted": "Twitter", "tweets": "Twitter", "tweeting": "Twitter",
    "retweeted": "Twitter", "facebook": "Facebook", "instagram": "Instagram", "youtube": "YouTube", "reddit": "Reddit",
    "snapchat": "Snapchat", "periscope": "Periscope", "telegram": "Telegram", "tiktok": "TikTok",
    "mastodon": "Mastodon", "whatsapp": "WhatsApp", "linkedin": "LinkedIn", "bluesky": "Bluesky", "weibo": "Weibo",
    "threads": "Threads", "x": "X",
}  # fmt: skip
"""Words by which a platform is named, and its name."""
ONLY_BEHIND_ON: Final = frozenset({"threads", "x"})
"""Platforms whose name means something else in other places."""

SPOKEN: Final = (
    "interview interviews debate debates rally rallies speech speeches remarks address briefing hearing testimony "
    "conference event events convention caucus forum meeting panel appearance fundraiser fund-raiser dinner luncheon "
    "lunch breakfast ceremony summit town-hall townhall hall show program programme podcast broadcast call phone "
    "telephone conversation stop tour visit trip reception gala roundtable workshop seminar lecture discussion "
    "announcement session gathering march protest visit news-conference service funeral floor campaign"
)
WRITTEN: Final = (
    "statement statements letter letters email emails e-mail e-mails message messages tweet tweets post posts op-ed "
    "column columns book memoir autobiography biography memo note editorial article essay blog release filing lawsuit "
    "complaint ruling order opinion dissent petition ad ads advertisement video clip report paper advisory brief "
    "affidavit deposition disclosure newsletter website page transcript documents document notice resolution poll "
    "survey questionnaire headline text texts"
)
VENUES: Final = dict.fromkeys(SPOKEN.split(), "spoken") | dict.fromkeys(WRITTEN.split(), "written")
"""Nouns that head a venue, and whether it is an occasion or a writing."""

VENUE_OPENERS: Final = frozenset("in at on during after via by through from before following to throughout".split())
DETERMINERS: Final = frozenset("a an the his her their its this that our my another one".split())
PLACE_LINKS: Final = frozenset("in at on with of outside before to near for".split())
MORE_STATES: Final = frozenset(
    "alaska hawaii idaho iowa ohio utah maine texas hampshire york jersey mexico carolina dakota island d.c".split()
)
"""Last words of states' names that are not abbreviated, or are with initials."""
NO_MODIFIER: Final = frozenset(
    'in at on during after via by through from before following to that which who and or but said says , . ; : " “ ” '
    "is was were are been be has have had as with of for if when while than so not told tells ' ’ ) (".split()
)
