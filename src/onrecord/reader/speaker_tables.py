"""Words that say who or what a phrase means: closed classes, titles, roles, and nouns for bodies and documents."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEN = _words("he him his himself")
WOMEN = _words("she her hers herself")
SINGULAR_PERSON = MEN | WOMEN
PLURAL = _words("they them their theirs themselves")
FIRST_SINGULAR = _words("i me my mine myself")
FIRST_PLURAL = _words("we us our ours ourselves")
FIRST = FIRST_SINGULAR | FIRST_PLURAL
SECOND = _words("you your yours yourself")
THING = _words("it its itself this that")
RELATIVE = _words("who which that whose whom")
DEMONSTRATIVE = _words("those these")
PRONOUNS = SINGULAR_PERSON | PLURAL | FIRST | SECOND | THING | RELATIVE | DEMONSTRATIVE
POSSESSIVE = _words("his her their its my our your whose")

ARTICLES = _words("the a an")
DEFINITE = _words("the this that these those both")
QUANTIFIERS = _words(
    "some many most few several all others another other everyone anyone someone nobody everybody no none any each both"
    " more less half majority"
)
"""Heads, or first words, of an open collective."""

TITLES = _words(
    "mr mrs ms miss dr sen rep gov reps sens govs gen lt col capt sgt adm cmdr maj prof rev pastor president senator"
    " congressman congresswoman representative governor mayor secretary chairman chairwoman chair speaker minister"
    " chancellor king queen prince princess pope father sister brother judge justice chief officer detective sheriff"
    " general colonel captain sergeant lieutenant admiral commander ambassador councilman councilwoman councilmember"
    " commissioner director professor sir lord lady madam coach leader spokesman spokeswoman spokesperson attorney"
    " first deputy vice former ex then prime house senate state us u.s president-elect assemblyman assemblywoman"
    " delegate treasurer comptroller superintendent imam rabbi cardinal archbishop bishop rapper actor actress singer"
    " dj"
)
"""Words before a name that are no part of it."""
MEN_TITLES = _words("mr sir king prince lord father congressman councilman assemblyman pope brother")
WOMEN_TITLES = _words("mrs ms miss queen princess lady madam sister congresswoman councilwoman assemblywoman actress")

SPOKESPEOPLE = _words("spokesman spokeswoman spokesperson spox")
MEN_ROLES = _words(
    "spokesman chairman businessman congressman husband father son brother man boy actor king prince councilman"
    " assemblyman anchorman gentleman grandfather uncle nephew salesman pontiff pastor priest bishop cardinal radioman"
)
WOMEN_ROLES = _words(
    "spokeswoman chairwoman businesswoman congresswoman wife mother daughter sister woman girl actress queen princess"
    " councilwoman assemblywoman anchorwoman grandmother aunt niece"
)
ROLES = (
    MEN_ROLES
    | WOMEN_ROLES
    | SPOKESPEOPLE
    | _words(
        "president senator governor mayor secretary chair speaker minister chancellor judge justice chief"
        " officer detective"
        " sheriff general colonel captain sergeant lieutenant admiral commander ambassador commissioner director"
        " professor"
        " coach leader attorney lawyer counsel candidate nominee frontrunner runner hopeful contender challenger"
        " incumbent"
        " official aide adviser advisor strategist consultant manager operative staffer organizer activist"
        " author writer"
        " columnist reporter journalist editor anchor host moderator analyst economist scientist expert"
        " researcher scholar"
        " historian diplomat lawmaker legislator representative delegate republican democrat conservative liberal"
        " billionaire mogul tycoon magnate executive ceo founder co-founder owner investor donor head member veteran"
        " politician vice rival opponent counterpart colleague friend ally supporter voter resident employee"
        " worker source"
        " person individual user student teacher doctor physician nurse surgeon engineer farmer prosecutor investigator"
        " agent witness suspect shooter victim survivor narrator interviewer singer musician comedian star celebrity"
        " speechwriter pollster fundraiser surrogate partner boss predecessor successor critic commentator"
        " pundit blogger commenter"
        " novelist poet filmmaker producer artist athlete player protester demonstrator texan floridian ohioan"
        " californian native socialist libertarian independent hawk dove maverick outsider insider teen teenager child"
        " kid parent neighbor voice no. chairperson whip majority-leader superintendent clerk treasurer comptroller"
        " representative translator interpreter bureaucrat negotiator envoy premier monarch dictator ayatollah"
        " imam rabbi"
    )
)
"""Nouns for one individual."""

GROUPS = _words(
    "people voters analysts critics officials aides advisers advisors strategists experts supporters opponents allies"
    " republicans democrats conservatives liberals progressives lawmakers legislators senators governors americans"
    " observers activists protesters demonstrators residents citizens students teachers workers employees economists"
    " scientists researchers scholars historians diplomats reporters journalists editors pundits commentators"
    " strategists operatives donors leaders members delegates superdelegates candidates friends men women fans crowd"
    " audience public electorate media press majority minority percent others authorities police prosecutors"
    " investigators lawyers attorneys executives businesses companies countries nations governments families parents"
    " children kids muslims christians jews catholics evangelicals hispanics latinos blacks whites millennials"
    " independents moderates base establishment insiders elites surrogates staffers sources those opposition"
    " respondents users readers viewers listeners bloggers states cities world community movement team camp"
)
BODIES = _words(
    "campaign committee commission council court government administration department agency ministry party"
    " bureau board"
    " company corporation firm group organization organisation association union federation institute foundation"
    " university college school newspaper paper magazine network outlet tabloid website channel station publication"
    " office congress senate house parliament legislature pentagon kremlin military army navy force forces police"
    " authority bank fund coalition alliance pac super-pac league club society church nation country state city county"
    " chamber caucus panel tribunal justice nato eu un u.n. regime embassy chancellery team camp organizations"
    " companies unions campaigns hospital museum center centre think-tank tank lobby directorate cabinet"
    " guild cooperative operator airline carrier retailer manufacturer publisher broadcaster regulator watchdog charity"
    " nonprofit startup insurer lender utility supplier"
)
MAKERS = _words("carmaker automaker chipmaker drugmaker planemaker steelmaker shipbuilder")
"""Bodies by what they make."""
DOCUMENTS = _words(
    "report poll polls survey surveys study studies statement letter email emails e-mail e-mails document documents"
    " filing filings memo memos article story stories book headline data results result figures numbers statistics"
    " law bill act order ruling decision lawsuit suit complaint affidavit indictment transcript transcripts recording"
    " video tape audio ad ads advertisement spot commercial post tweet tweets message messages website page platform"
    " resolution proposal plan agreement deal treaty constitution amendment release readout summary findings analysis"
    " research census tally average forecast index model records record notes note speech remarks announcement"
    " editorial op-ed column essay blog paper textbook map chart evidence signs sign exchanges shot trailer clip"
    " film movie show program programme event debate campaign materials mailer pieces brief testimony deposition"
    " depositions playbook playbooks guidelines rules policy budget estimate estimates projections ratings rating"
    " primary contest contests surveys returns exit-polls interview conversation talks rhetoric displays move moves"
    " sources story's argument idea title slogan sign banner poster text texts verdict review audit inquiry probe"
    " investigation reports news banner"
)
OUTLET_WORDS = _words(
    "times post news journal tribune herald gazette globe guardian daily press today star chronicle sun examiner"
    " telegraph mail observer independent magazine weekly review cnn nbc abc cbs bbc fox msnbc reuters politico"
    " breitbart bloomberg npr pbs ap afp"
)
"""Words in the names of newspapers, broadcasters and agencies."""
COLLECTIVE_DETERMINERS = _words("some many most few several numerous various more other these those all both two")

STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado",
    "conn": "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia", "ill": "illinois", "ind": "indiana",
    "kan": "kansas", "ky": "kentucky", "la": "louisiana", "md": "maryland", "mass": "massachusetts",
    "mich": "michigan", "minn": "minnesota", "miss": "mississippi", "mo": "missouri", "mont": "montana",
    "neb": "nebraska", "nev": "nevada", "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "tenn": "tennessee",
    "tex": "texas", "vt": "vermont", "va": "virginia", "wash": "washington", "wis": "wisconsin", "wyo": "wyoming",
    "texan": "texas", "floridian": "florida", "ohioan": "ohio", "californian": "california",
}  # fmt: skip
SAME_ROLE = STATES | {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "congressman": "representative", "congresswoman": "representative", "gop": "republican", "r": "republican",
    "d": "democrat", "democratic": "democrat", "gen": "general", "frontrunner": "runner", "spokeswoman": "spokesman",
    "spokesperson": "spokesman", "chairwoman": "chairman", "chair": "chairman", "col": "colonel", "dr": "doctor",
    "businesswoman": "businessman", "pope": "pontiff", "mogul": "businessman", "tycoon": "businessman",
    "lawyer": "attorney", "actress": "actor", "advisor": "adviser", "radio": "radioman",
    "hopeful": "candidate", "contender": "candidate", "survey": "poll", "surveys": "poll", "polls": "poll",
    "study": "report", "analysis": "report", "reports": "report", "studies": "report", "paper": "newspaper",
    "tabloid": "newspaper", "outlet": "newspaper", "spot": "ad", "commercial": "ad", "advertisement": "ad",
    "organisation": "organization", "firm": "company", "corporation": "company", "lawyers": "attorney",
    "attorneys": "attorney", "senators": "senator", "lawmakers": "lawmaker", "candidates": "candidate",
}  # fmt: skip
"""Words that tell of one role; the right-hand side stands for all of them."""

NICKNAMES = {
    "bill": "william", "bob": "robert", "mike": "michael", "joe": "joseph", "jim": "james", "tom": "thomas",
    "dave": "david", "dan": "daniel", "chuck": "charles", "rick": "richard", "dick": "richard", "ted": "edward",
    "tim": "timothy", "steve": "stephen", "ben": "benjamin", "ken": "kenneth", "ron": "ronald", "don": "donald",
    "chris": "christopher", "matt": "matthew", "tony": "anthony", "greg": "gregory", "jeff": "jeffrey",
    "liz": "elizabeth", "kate": "katherine", "debbie": "deborah", "sue": "susan", "rudy": "rudolph", "al": "albert",
    "andy": "andrew", "nick": "nicholas", "sam": "samuel", "pat": "patrick", "jerry": "gerald", "larry": "lawrence",
    "mitch": "mitchell", "newt": "newton", "bernie": "bernard",
}  # fmt: skip
SUFFIXES = _words("jr sr ii iii iv")

WOMEN_GIVEN = _words(
    "Amy Ann Andrea Angela Ashley Barbara Brenda Brianna Bridget Brooke Carmen Carolyn Cassandra Cheri Chloe Christine"
    " Cindy Claudia Colleen Condoleezza Courtney Crystal Danielle Dawn Deborah Dolores Donna Doris Eleanor Emily Erica"
    " Erin Esther Florence Gabrielle Gail Georgia Geraldine Gloria Gwen Haley Heather Holly Huma Ingrid Irene Iris"
    " Ivana Jackie Jan Janet Janice Jeanne Jessica Josephine Joy Juanita Julie Kamala Karen Kayleigh Kellyanne Kelly"
    " Kim Kimberly Kirsten Krista Lara Leah Leslie Lillian Lindsey Lisa Lois Lori Lorraine Lucinda Lynn Madeleine"
    " Madeline Malia Margaret Marianne Marissa Marjorie Martha Maureen Maxine Megan Megyn Melania Melinda Meredith"
    " Michele Mika Mindy Miranda Molly Monica Nadia Nan Naomi Natalie Nikki Norah Pam Patricia Paula Polly Rachel Reina"
    " Robin Rosalind Sandra Sasha Savannah Serena Shannon Sharon Sheila Shelley Shonda Sonia Stacey Stella Stephanie"
    " Sue Suzanne Sybil Sylvia Tammy Teresa Terri Tiffany Tina Tulsi Valerie Vanessa Veronica Virginia Vivian Wendy"
    " Whitney Yolanda"
)
"""Common given names that the counted table misses."""

NO_SOURCE_CUES = _words(
    "expected known viewed seen said reported rumored alleged accused considered believed regarded thought called"
    " dubbed described criticized asked reportedly allegedly rumors speculation calls criticism concerns fears"
    " expectations talk debate"
)
AUTHOR_CUES = _words("seems seem seemed appears appear appeared apparent apparently likely unclear clear evident")
