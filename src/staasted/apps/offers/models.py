"""The tables of offers: what the law looks at, what citizens ask for themselves, and courses."""

from staasted.apps.offers.asking_models import OfferPlace, OfferRequest, OfferRound
from staasted.apps.offers.course_models import (
    OfferAttendance,
    OfferCourse,
    OfferPause,
    OfferSeat,
    OfferStep,
)
from staasted.apps.offers.measure_models import Measure
from staasted.apps.offers.providers_models import Provider, ProviderKind, ProviderOffer
from staasted.apps.offers.question_models import ProviderQuestion

__all__ = [
    "Measure",
    "OfferAttendance",
    "OfferCourse",
    "OfferPause",
    "OfferPlace",
    "OfferRequest",
    "OfferRound",
    "OfferSeat",
    "OfferStep",
    "Provider",
    "ProviderKind",
    "ProviderOffer",
    "ProviderQuestion",
]
