"""Who: mentions of states, their organs and leaders, armed groups, international bodies and unnamed parties in a text."""

from processors.actors.find import find_actors, party_names
from processors.actors.mentions import BODIES, ORGANS, ActorKind, ActorMention

__all__ = ["BODIES", "ORGANS", "ActorKind", "ActorMention", "find_actors", "party_names"]
