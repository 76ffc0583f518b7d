"""The parameters by which publishers and platforms count where a reader came from: they never select another article.

A closed list, meant to be read. A name that some site uses to select content does not belong here.
"""

PREFIXES = ("utm_", "at_campaign", "at_medium", "at_custom", "at_link", "at_bbc", "at_ptr", "ns_", "pk_", "mtm_", "hsa_", "xtor")
"""Google and Urchin; BBC; comScore; Piwik and Matomo; HubSpot ads; AT Internet."""

NAMES = frozenset(
    {
        # click identifiers of platforms
        *(
            "fbclid",
            "gclid",
            "gclsrc",
            "gbraid",
            "wbraid",
            "dclid",
            "msclkid",
            "yclid",
            "ysclid",
            "twclid",
            "ttclid",
            "li_fat_id",
        ),
        *(
            "igsh",
            "igshid",
            "srsltid",
            "_ga",
            "_gl",
            "_hsenc",
            "_hsmi",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "oly_anon_id",
            "oly_enc_id",
        ),
        *("vero_id", "wickedid", "__twitter_impression", "guccounter", "guce_referrer", "guce_referrer_sig"),
        # feed and newsletter markers of publishers
        *(
            "traffic_source",
            "smid",
            "emc",
            "maca",
            "ftag",
            "cmp",
            "cmpid",
            "ocid",
            "wt_mc",
            "wt.mc_id",
            "wt_zmc",
            "feedname",
            "feedtype",
        ),
        *("sr_share", "soc_src", "soc_trk", "ito", "ncid", "fromrss", "from_rss", "isrss", "is_rss", "taid", "rssfeed"),
    }
)

FEED_MARKERS = frozenset({"ref", "src", "source", "from", "partner", "mod", "via", "origin", "campaign"})
"""Names that are markers only where their value says that the reader came from a feed (``ref=rss``, ``partner=rssnyt``)."""
FEED_VALUES = ("rss", "feedburner", "atom_feed")


def is_tracking(parameter: str) -> bool:
    """Whether a query parameter (``name`` or ``name=value``, percent-normalised) only counts clicks."""
    name, _, value = parameter.lower().partition("=")
    if name in NAMES or name.startswith(PREFIXES):
        return True
    return name in FEED_MARKERS and value.startswith(FEED_VALUES)
