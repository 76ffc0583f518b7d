"""Where: mentions of cities, regions, seas and countries in a text, with coordinates."""

from processors.places.find import find_places
from processors.places.mentions import PlaceMention

__all__ = ["PlaceMention", "find_places"]
