"""The patterns of promo sentences, from words to regular expressions.

``MARKER`` and ``OFFER`` are matched at the beginning of a sentence. Every pattern is a chain of bounded pieces, so that matching
takes linear time in the text.
"""

import re


def _any(*options: str) -> str:
    return "(?:" + "|".join(options) + ")"


def _compile(*patterns: str) -> re.Pattern[str]:
    return re.compile(_any(*(f"(?:{pattern})" for pattern in patterns)), re.IGNORECASE)


def _rest(most: int) -> str:
    """Up to so many characters of the same sentence."""
    return rf"[^.!?\n]{{0,{most}}}"


_END = r"[\s.!?…:»>)\]\"”’-]*$"

_READ_ALSO = _any(
    r"(?:also|must|further|related|recommended)[ -](?:read|reading|watch|see|listen)",
    r"(?:read|watch|see)(?: also| more| this| next| here)",
    r"related(?: (?:news|stor(?:y|ies)|articles?|links?|coverage|topics?|content))?",
    *(r"recommended", r"don[’']?t miss", r"more on this(?: story| topic)?", r"read more (?:on|about) this", r"you may also like"),
    *(r"more from [^:|\n]{1,40}", r"what to read next", r"in case you missed it"),
    *(r"(?:à )?lire aussi", r"voir aussi", r"sur le même sujet", r"lesen sie auch", r"auch interessant", r"mehr zum thema"),
    *(r"(?:lea|lee|leer|ver) también", r"[lt]e puede interesar", r"leia (?:também|mais)", r"veja também", r"leggi anche"),
    *(r"baca juga", r"lees ook", r"läs (?:också|mer)", r"les også", r"læs også", r"ayrıca okuyun", r"citi(?:ți|ește) și"),
    *(r"(?:czytaj|zobacz) (?:też|także|również)", r"čtěte také", r"přečtěte si", r"читайте (?:также|також|ще)"),
    *(r"смотрите также", r"дивіться також", r"اقرأ أيض(?:ا|ًا|اً)"),
)
_READ_ALSO_ALONE = _any(
    "also read", "read (?:also|more)", "related (?:stories|articles|news)", "more stories", "lire aussi", "leia mais"
)

_NOT_OUR_TEXT = _any(
    *("has not been edited by", "(?:has been|was|is) (?:published from|auto-generated|generated from)"),
    *("was (?:first|originally) published", "(?:first|originally) appeared"),
)

MARKER = _compile(
    _READ_ALSO + r"\s{0,3}[:|–—-](?!\w)",
    r"(?:read|watch|see|listen):\s",
    r"read \|\s",
    _READ_ALSO_ALONE + r"\s*$",
    # copyright, syndication and production notes
    r"copyright\s{0,3}(?:©|\(c\)|(?:19|20)\d\d)",
    r"(?:©|\(c\))\s{0,3}(?:copyright|(?:19|20)\d\d|[A-Z])",
    r"our standards: ",
    rf"this (?:story|article|report|copy|news){_rest(60)}\b{_NOT_OUR_TEXT}\b",
    r"(?:except for|only) the headlines?(?: and| or|,)",
    r"(?:(?:date )?(?:first )?published|(?:last )?updated|date updated|posted|edited)(?: on| at| by)?\s{0,2}:\s",
    r"first published\b",
    r"(?:additional )?reporting by [^.!?\n]{1,200}[;.,] {0,2}(?:additional |with |written )?"
    r"(?:reporting|writing|edit(?:ing|ed)|compiled)\b",
    # advertising and page furniture
    r"advertisement\s*$",
    r"(?:story|article) continues (?:below|after)\b",
    r"(?:scroll|continue reading) below\b",
    r"sponsored(?: content)?\s*$",
)
"""What stands before a headline, a link or a notice, and at the beginning of no sentence of prose."""

_NETWORK = _any(
    *("twitter", "x", "facebook", "instagram", "whatsapp", "telegram", "youtube", "linkedin", "tiktok", "threads", "bluesky"),
    *("mastodon", "flipboard", "koo", "viber", "google news", "apple news", "social media"),
)
_NEWS = _any(
    *(
        "news",
        "updates?",
        "stories",
        "coverage",
        "headlines",
        "developments",
        "alerts",
        "breaking",
        "top stor(?:y|ies)",
        "reports",
    ),
    *("analysis", "articles", "(?:live )?blog", "videos", "scores", "events"),
)
_LOOK = _any(
    *(
        "follow",
        "catch",
        "get",
        "read",
        "check",
        "see",
        "track",
        "view",
        "find",
        "watch",
        "explore",
        "discover",
        "browse",
        "receive",
    ),
    "check out",
)
_QUALIFIER = _any("all", "live", "more", "our", "your", "the", "latest", "of", "real-time", "top", "breaking")
_NAME = r"(?-i:[A-Z])[\w.]{1,30}(?: (?-i:[A-Z])[\w.]{1,30}){0,3}"
_HERE = _any(
    *("here", "with us", "only (?:on|at)", r"on (?:our|the|this) (?:site|website|app|page|channel|blog)"),
    rf"(?:on|at|from|with|via|by) {_NAME}(?: here)?",
)
_SUBSCRIPTION = _any(
    *(
        "newsletters?",
        "channel",
        "e-?mails?",
        "inbox",
        "alerts?",
        "updates?",
        "briefing",
        "podcast",
        "e-?paper",
        "free",
        "digest",
    ),
    *("subscription", "account", "page"),
)
_ELSEWHERE = _any(
    *(
        "visit",
        "follow",
        "click",
        "download",
        "subscribe",
        "log ?on",
        "check out",
        "join us",
        "tap",
        "sign up",
        "like us",
        "tune in",
    ),
    "head to",
)
_OTHER_LANGUAGES = _any(
    *("abonnez-vous", "inscrivez-vous", "(?:suivez|retrouvez)-nous", r"téléchargez (?:notre|l[’']) ?app\w*", "suscríb(?:as|et)e"),
    *(
        "síga(?:no|n)s",
        "síguenos",
        "descarga (?:la|nuestra) app",
        "folgen sie uns",
        "abonnieren sie",
        "jetzt (?:abonnieren|anmelden)",
    ),
    *("siga-nos", "siga o canal", "assine", "inscreva-se", "iscriviti", "seguici", "ikuti berita", "подписывайтесь"),
    *("підписуйте(?:сь|ся)", "abone olun", "abonneer", "subskrybuj", "śledź nas", "تابعونا"),
)

OFFER = _compile(
    # the latest news here, on our channel
    rf"{_LOOK}(?: up (?:on|with))?(?: {_QUALIFIER}){{1,6}}[, ]{_rest(160)}?\b{_NEWS}\b{_rest(120)}\b{_HERE}{_END}",
    rf"(?:follow|catch|get|read)(?: all)?(?: the| our)?(?: latest| live| breaking| more){{0,3}} {_NEWS}\b{_rest(100)} "
    rf"(?:here|with us){_END}",
    # more on a conflict here, with our live blog; for more on it, click here
    rf"{_LOOK}(?: (?:all|the|our|full))?(?: (?:latest|more|everything|coverage))(?: {_NEWS})? (?:on|about|from|of)\b"
    rf"{_rest(120)}\b(?:here|with (?:us|our)|on our)\b{_rest(60)}{_END}",
    rf"for (?:more|the latest|full coverage)\b{_rest(100)}, ?(?:please )?{_ELSEWHERE}\b",
    rf"stay (?:up ?dated|informed|connected|ahead|up[- ]to[- ]date|in the (?:know|loop))\b{_rest(160)}\b"
    + _any(_NEWS, _NETWORK, "latest", "newsletter", "app", "channel", "us")
    + r"\b",
    r"stay tuned\b",
    r"(?:for|to (?:get|read|receive|see|know)|get)(?: all)?(?: the)? (?:latest|breaking|more|all|live|detailed|daily|top)\b"
    rf"{_rest(100)}\b(?:{_NEWS}|information|details|info)\b{_rest(80)}[,:] ?(?:please )?{_ELSEWHERE}\b",
    # follow us, him, the reporter on a network
    r"(?:please )?(?:like (?:us|our)|(?:follow|join|find|connect with|reach|subscribe to|watch)"
    rf"(?: us| our| him| her| them| me| (?-i:[@A-Z])[\w@’'-]{{0,30}}){{1,6}}){_rest(60)}"
    rf"\b(?:on|at|via|to) (?:our |his |her |the )?{_NETWORK}\b",
    rf"(?:please )?(?:follow|like|find|join) us(?: on\b{_rest(120)}| here| now)?{_END}",
    # newsletters, accounts, apps
    r"(?:please )?(?:subscribe|sign[ -]up|register)(?: now| today| here| free| for free)?(?: to| for| with)?"
    rf"(?: our| the| a| your)\b{_rest(120)}\b{_SUBSCRIPTION}\b",
    rf"(?:subscribe|sign up|register|log ?in|click(?: here)?|tap here|donate)(?: now| today| here| to continue| to read)?{_END}",
    r"(?:please )?(?:click|tap)(?: on)? (?:here|the link|this link|the (?:bell|icon|button))\b",
    rf"(?:read|see|watch|find|check)(?: \w+){{0,4}} here{_END}",
    rf"(?:get|delivered) {_rest(100)}\b(?:in|to) your inbox\b",
    r"(?:download|install|get)(?: \w+){0,5} (?:news |mobile |android |ios )?apps?\b",
    r"(?:join|become) (?:our|the|a|an) (?:\w+ ){0,4}"
    r"(?:whatsapp|telegram|viber|discord|newsletter|mailing list|channel|subscriber)\b",
    r"(?:already|not) a (?:subscriber|member)\?",
    r"unlock a world of\b",
    r"support (?:our|independent|quality) journalism\b",
    rf"(?:share|send|email|print|bookmark) this (?:article|story|post|page)\b{_rest(40)}{_END}",
    rf"(?:do you have|(?:have you )?got|have) (?:a|any) (?:story|(?:news )?tip|question|comment|opinion|news)s?\b{_rest(80)}\?",
    rf"(?:contact|email|write to) (?:us|our newsroom|the (?:author|editor|writer|reporter)s?)\b{_rest(40)}(?:\bat\b|@|{_END})",
    # where the copy came from
    r"(?:with|based on)(?: \w+){0,2} inputs? (?:from|by)\b",
    rf"with (?:\w+ ){{0,2}}inputs?{_END}",
    r"inputs from\b",
    r"this (?:material|content|story|article|report) may not be (?:published|reproduced|republished|copied|used)\b",
    _OTHER_LANGUAGES + r"\b",
)
"""What a publisher asks its readers to do: an imperative and its object."""

RESERVED = "rights reserved"
RIGHTS = re.compile(rf"(?:©|\(c\)|copyright)?{_rest(120)}\ball {RESERVED}\b", re.IGNORECASE)
"""A notice of copyright; it may start with any word, which makes it slow to look for where ``RESERVED`` does not stand at all."""

REPORTED = re.compile(r"[“”\"«]|\b(?:said|says|told|warned|added|urged|according to|tweeted|wrote|advised)\b")
"""A sentence with a quotation or a verb of saying is news, whatever it begins with."""
