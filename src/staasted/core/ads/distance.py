"""How far it is between two points, as the crow flies."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
"""The mean radius of the earth in km; the haversine is within half a percent of the ellipsoid."""

NORTHMOST, EASTMOST = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe in decimal degrees (WGS 84). Errors: ValueError outside it."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        # Written so that what is no number fails too.
        if not (abs(self.latitude) <= NORTHMOST and abs(self.longitude) <= EASTMOST):
            raise ValueError(f"{self.latitude}, {self.longitude} is nowhere")


def km_between(one: Point, other: Point) -> float:
    """Return the great-circle distance in km; 0 for the same point, the same both ways."""
    up = radians(other.latitude - one.latitude)
    along = radians(other.longitude - one.longitude)
    parallel = cos(radians(one.latitude)) * cos(radians(other.latitude))
    chord = sin(up / 2) ** 2 + parallel * sin(along / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))
