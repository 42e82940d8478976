"""Public ids: ten random characters that nobody confuses and nobody can guess.

The alphabet has no 0/o, 1/i/l, u: read aloud over the phone it stays one id.
30^10 is 5.9 * 10^14 ids; a municipality uses some 10^5 of them.
"""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_public_id() -> str:
    """A fresh public id."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
