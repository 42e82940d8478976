"""What each of those present took of a meeting's time."""


def minutes_each(minutes: int, present: int) -> list[int]:
    """Return the minutes of each person present, whole ones, which together make the meeting's.

    Those named first have one more where it does not come out even. Nobody present has none, so
    more persons than minutes have one each. Errors: ValueError below one minute.
    Source: decision 0031 (shared decision on semantics, section 2: minutes ÷ persons present).
    """
    if minutes < 1:
        raise ValueError(minutes)
    if present < 1:
        return []
    each, over = divmod(minutes, present)
    return [max(1, each + (n < over)) for n in range(present)]
