"""Tell whether the name of a capital stands for its government ("Moscow said") or for the city ("in Moscow")."""

from processors.actors.tokens import Words

PLACING = frozenset(
    "in near at outside inside around across over within into toward towards throughout via above beyond through from central downtown "
    "northern southern eastern western north south east west northeast northwest southeast southwest greater visit visited visiting "
    "visits left leaving reach reached reaching entered entering hit hitting struck strike striking attack attacked attacking shelled "
    "shelling bombed bombing targeted targeting rocked shook captured capturing seized seizing besieged storm stormed surround "
    "surrounded encircle encircled bombard bombarded pounded hits strikes attacks rocks shakes leave march reopen flee fled outskirts of".split(),
)
"""Words before a city."""

FROM_A_GOVERNMENT = frozenset(
    "support pressure aid weapons arms response statement signal signals message messages reaction approval backing help orders "
    "demand demands threat threats concessions warning warnings comment word permission guarantees assurances invitation criticism".split(),
)
"""What comes from, or goes to, a government: "pressure from Washington", "aid to Kyiv"."""

ADDRESSING = frozenset(
    "urged urge urges urging told tell warned warn warning accused accuse accuses accusing blamed blame blames asked ask asks call calls called pressed "
    "and with between by against that if while as but because since whether criticised criticized condemned sanctioned help helped "
    "helping support supports supported supporting arm arming armed let allow allows allowed persuade convince force forced forcing about "
    "prompting prompted demanded demand makes made make where when after before says said".split(),
)
"""Words before a government."""

ACTING = frozenset(
    "said says say has had have is was are were will would could may might should must claims claimed controls control controlled "
    "denied denies wants wanted accused accuses blamed blames warned warns insists insisted maintains maintained rejected rejects "
    "agreed agrees announced announces responded responds called calls demanded demands urged urges condemned condemns considers "
    "considered continues continued declared declares deployed deploys did does expects expected faces faced fears feared imposed "
    "imposes launched launches needs offered offers plans planned pledged pledges promised proposed proposes provided provides "
    "pulled pushed ratcheted recalled recalls recognised recognized refused refuses refutes remains remained reported reports "
    "requested seeks seized sees sends sent shows sought stressed summoned supports supported suspended suspects threatened "
    "threatens told took tries tried vowed vows withdrew welcomed welcomes argues argued alleges alleged appears believes hopes "
    "intends sanctioned expelled expels cut cancelled closed knows made makes can cannot also never now still remains wants "
    "acknowledged admitted approved asked backs backed began branded confirmed confirms dismissed hailed hit insisted invaded "
    "let offered paused praised retaliated signed signalled slammed stopped struck uses used".split(),
)
"""Verbs that follow a government; the city does nothing."""

CITY_PARTS = frozenset(
    "airport airports suburbs suburb outskirts streets street mayor centre center residents metro district districts port main largest "
    "central red hospital hospitals university old northern southern eastern western downtown city cathedral skyline sky skies time "
    "stadium square population neighbourhood neighbourhoods neighborhood neighborhoods historic international embassy "
    "subway squares market markets bridge bridges park police".split(),
)
"""What follows the possessive of a city: "Kyiv's suburbs"; otherwise a possessive is a government's."""


def stands_for_government(text: Words, start: int, end: int) -> bool:
    """Decide for the capital whose name is the words ``start`` to ``end`` (exclusive)."""
    before, gap_before = text.word(start - 1), text.gap(start - 1) if start else ""
    after, gap = text.word(end), text.gap(end - 1)
    if gap == "-" or gap_before == "-":
        return (
            after in {"backed", "led", "controlled", "aligned"} or (text.capital(end) and gap == "-") or text.capital(start - 1)
        )
    if gap in {"'", "’"} and after == "s":
        return before not in PLACING and text.word(end + 1) not in CITY_PARTS
    if gap == " " and text.capital(end):
        return False
    if gap_before == " " and before in {"from", "to"}:
        return text.word(start - 2) in FROM_A_GOVERNMENT
    if gap_before == " " and before in PLACING:
        return False
    if gap == " " and after in ACTING:
        return True
    return gap_before == " " and before in ADDRESSING
