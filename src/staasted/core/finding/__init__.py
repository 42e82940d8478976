"""Finding by what one types: in offers, in job ads, in whatever has texts."""

from staasted.core.finding.index import FindIndex, FindWords, Found, Hit, HitKind, index_made

__all__ = ["FindIndex", "FindWords", "Found", "Hit", "HitKind", "index_made"]
