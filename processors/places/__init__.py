"""Where: mentions of cities, regions, seas and countries in a text, with coordinates."""

from processors.places.find import find_places, find_toponyms
from processors.places.mentions import PlaceMention, PlaceUse

__all__ = ["PlaceMention", "PlaceUse", "find_places", "find_toponyms"]
