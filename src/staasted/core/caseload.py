"""Cases given to several counsellors, so that their caseloads come near each other."""

from collections.abc import Collection, Iterable, Mapping


def spread(
    cases: Iterable[int],
    loads: Mapping[int, int],
    barred: Collection[tuple[int, int]] = frozenset(),
) -> dict[int, int]:
    """Who gets each case: whoever has the fewest when its turn comes, the first of equals.

    ``loads`` is the number of cases each may-be receiver has, in the order equals take turns;
    ``barred`` holds (case, receiver) who must not meet. Those with most bars come first; a case
    that nobody may get is left out. Source: decision 0020.
    """
    now, given = dict(loads), {}
    bars = {case: [who for who in now if (case, who) in barred] for case in cases}
    for case in sorted(bars, key=lambda case: -len(bars[case])):
        able = [who for who in now if who not in bars[case]]
        if able:
            given[case] = min(able, key=now.__getitem__)
            now[given[case]] += 1
    return given
