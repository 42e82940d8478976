"""The access matrix' rows that stand in files of their own, one for each part of the house."""

from tests.route.ad_rows import ad_rows
from tests.route.course_rows import course_rows
from tests.route.cv_rows import cv_rows
from tests.route.idea_rows import idea_rows
from tests.route.list_rows import list_rows
from tests.route.matrix_ways import (
    CASELOAD,
    CITIZENS_BOOKING,
    CITIZENS_ONE,
    CITIZENS_ONES,
    CITIZENS_OWN,
    EVERYBODY,
    LEADS,
    NOBODYS_ADDRESS,
    NOT_YOURS,
    OF_REACH,
    OPEN,
    TO_ACT,
    Row,
    who,
)
from tests.route.offer_rows import offer_rows
from tests.route.overview_rows import overview_rows
from tests.route.plan_rows import plan_rows
from tests.route.record_rows import record_rows
from tests.route.talk_rows import talk_rows

PLANS = plan_rows(
    own=CITIZENS_OWN,
    alone=who(citizen=OPEN, other_citizen=OPEN),
    copied=who(citizen=OPEN, other_citizen=NOT_YOURS),
    planned=who(citizen=OPEN, other_citizen=NOT_YOURS, representative=OPEN),
    reach=OF_REACH,
    act=TO_ACT,
)

CVS = cv_rows(
    own=CITIZENS_OWN,
    alone=who(citizen=OPEN, other_citizen=OPEN),
    shared=who(citizen=OPEN, other_citizen=OPEN, representative=OPEN),
    entry=who(citizen=OPEN, other_citizen=NOT_YOURS, representative=OPEN),
    entry_alone=who(citizen=OPEN, other_citizen=NOT_YOURS),
    reach=OF_REACH,
)

LISTS = list_rows(counsellors=CASELOAD)

TALKS = talk_rows(
    own=CITIZENS_OWN,
    reach=OF_REACH,
    act=TO_ACT,
    counsellors=CASELOAD,
    leads=LEADS,
    everybody=CASELOAD,
)

OFFERS = offer_rows(
    caseload=CASELOAD,
    reach=OF_REACH,
    act=TO_ACT,
    own=CITIZENS_ONES,
    leads=LEADS,
    nobodys=NOBODYS_ADDRESS,
)

ADS = ad_rows(
    own=CITIZENS_OWN,
    alone=who(citizen=OPEN, other_citizen=OPEN),
    searched=who(citizen=OPEN, other_citizen=NOT_YOURS),
)

COURSE = course_rows(
    own=CITIZENS_OWN,
    alone=who(citizen=OPEN, other_citizen=OPEN),
    line=who(citizen=OPEN, other_citizen=NOT_YOURS, representative=OPEN),
    reach=OF_REACH,
    act=TO_ACT,
    leads=LEADS,
)

RECORDS = record_rows(
    own=CITIZENS_OWN, one=CITIZENS_ONE, booked=CITIZENS_BOOKING, reach=OF_REACH, act=TO_ACT
)

IDEAS = idea_rows(open_to_all=EVERYBODY, tells=who(default=OPEN), leads=LEADS)

OVERVIEW = overview_rows(leads=LEADS)

PARTS = {
    name: Row(address, meets)
    for rows in (PLANS, CVS, ADS, COURSE, LISTS, TALKS, RECORDS, OFFERS, IDEAS, OVERVIEW)
    for name, (address, meets) in rows.items()
}
