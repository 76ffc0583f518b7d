"""Who is named in one breath stands on one side: "the foreign ministers of Egypt, Jordan and Saudi Arabia met"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from processors.actors import BODIES, ActorMention
from processors.actors.attributes import PAIRING
from processors.coding.clauses.governed import FILLER, Found
from processors.coding.fields.sides import LEAST, Standing
from processors.coding.happenings.drafts import Draft
from processors.records.event import PloverEvent

_JOINING = PAIRING | {"and"}


def with_conjuncts(told: Sequence[Standing]) -> list[Standing]:
    """The standings, where each of a list of those who act, or are met, stands as the surest of them does."""
    found = list(told)
    of_draft = {id(standing.draft): standing.draft for standing in told}
    for draft in of_draft.values():
        met = draft.roles.recipients if draft.event is PloverEvent.CONSULT else ()
        for acting, side in ((True, draft.roles.actors), (False, met)):
            for members in _lists(draft, side):
                _share(found, draft, members, acting=acting)
    return found


def _share(found: list[Standing], draft: Draft, members: Sequence[ActorMention], *, acting: bool) -> None:
    """Give the members of a list the standing of the surest of them that is on their side."""
    here = [at for at, told in enumerate(found) if told.draft is draft and any(told.mention is member for member in members)]
    right = [found[at] for at in here if (found[at].acts >= found[at].suffers) is acting]
    if not right:
        return
    surest = max(right, key=lambda told: told.acts if acting else told.suffers)
    is_of_meeting = acting and draft.event is PloverEvent.CONSULT
    acts = max(surest.acts, LEAST) if is_of_meeting else surest.acts
    for at in here:
        found[at] = replace(found[at], acts=acts, suffers=surest.suffers)


def _lists(draft: Draft, side: Sequence[ActorMention]) -> Iterator[list[ActorMention]]:
    """The parties of a side that "and" joins, in the order of the text."""
    clause = draft.trigger.clause
    run: list[Found] = []
    named = [mention for mention in side if mention.country or mention.kind in BODIES]
    for party in [found for found in clause.actors if any(found[2] is mention for mention in named)]:
        if run and not all(word in FILLER or word in PAIRING for word in clause.words[run[-1][1] : party[0]]):
            yield from _closed(draft, run)
            run = []
        run.append(party)
    yield from _closed(draft, run)


def _closed(draft: Draft, run: Sequence[Found]) -> Iterator[list[ActorMention]]:
    """A run of parties as a list, if "and" or a hyphen stands before its last one."""
    if len(run) > 1 and not _JOINING.isdisjoint(draft.trigger.clause.words[run[-2][1] : run[-1][0]]):
        yield [mention for _, _, mention in run]
