"""Runs the design system's own Nunjucks macros in Jinja2. Source: decision 0004."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec

from django.conf import settings
from jinja2 import BaseLoader, ChainableUndefined, Environment, TemplateNotFound
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from staasted.catalog.language import Language, spoken
from staasted.catalog.texts import text
from staasted.web.ui.addresses import static, while_settings_last

# What Nunjucks spells otherwise than Jinja2; the last one lets icons come from one cached
# file instead of 53 kB repeated inside every page.
TOKEN_SWAPS = (
    ("!==", "!="),
    ("===", "=="),
    ("elseif", "elif"),
    ('href="#{{params.name}}"', 'href="{{ sprite() }}#{{params.name}}"'),
)
# Words the macros say in Danish on their own, each with the text that says it in every language.
OWN_WORDS = (
    (">Fejl: <", ">{{ % }} <", "ui.error_prefix"),
    (">Trin {{", ">{{ % }} {{", "ui.step"),
    ("}} af {{", "}} {{ % }} {{", "ui.step_of"),
    ('"ariaLabel": "Succes"', '"ariaLabel": %', "ui.sign.success"),
    ('"ariaLabel": "Advarsel"', '"ariaLabel": %', "ui.sign.warning"),
    ('"ariaLabel": "Fejl"', '"ariaLabel": %', "ui.error_summary.icon"),
)
BARE_KEY = re.compile(r"(?<=[{,\s])([A-Za-z]\w*)(?=:\s)")
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def as_jinja(source: str) -> str:
    """Return a Nunjucks source as Jinja2: swapped tokens, and object keys in quotes."""
    for nunjucks, jinja in TOKEN_SWAPS:
        source = source.replace(nunjucks, jinja)
    for danish, wording, key in OWN_WORDS:
        source = source.replace(danish, wording.replace("%", f"t('{key}')"))
    return EXPRESSION.sub(lambda part: BARE_KEY.sub(r'"\1"', part[0]), source)


class MacroLoader(BaseLoader):
    """Finds a macro file in the build folder by the path other macros import it by."""

    def __init__(self, folder: Path) -> None:
        """Read below ``folder``, which ``build_assets`` fills."""
        self.folder = folder

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - given by Jinja2
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the rewritten source; it never changes while the process runs."""
        path = self.folder / template
        if not path.is_file():
            raise TemplateNotFound(template, f"{path} is missing. Run the set-up again.")
        return as_jinja(path.read_text(encoding="utf-8")), str(path), lambda: True

    def list_templates(self) -> list[str]:
        """Return every macro file's path, sorted."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self._files())

    def _files(self) -> list[Path]:
        return list(self.folder.rglob("*.njk"))


class MacroEnvironment(SandboxedEnvironment):
    """Jinja2 with Nunjucks' habits: keys before methods, and ``+`` that joins text and numbers."""

    intercepted_binops = frozenset(["+"])

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the key of a mapping (``params.items``), never the mapping's method."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Add as Nunjucks does.

        Plain text met here is the package's own literal, since every parameter arrives
        escaped: joined to markup it stays as it is.
        """
        if not isinstance(left, str) and not isinstance(right, str):
            return left + right
        joined = f"{left}{right}"
        plain = Markup not in (type(left), type(right))
        return joined if plain else Markup(joined)  # noqa: S704 # nosec B704 # see above


@cache
def macro_environment() -> MacroEnvironment:
    """Return the one environment of the macros, apart from that of our pages."""
    environment = MacroEnvironment(
        loader=MacroLoader(settings.STAASTED.build_dir / "dkfds-macros"),
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
    )
    environment.globals["t"] = text
    environment.globals["sprite"] = lambda: static("dkfds/img/all-svg-icons.svg")
    return environment


def safe(value: Any) -> Any:
    """Escape every text in ``value``, however nested; let markup, numbers and None through.

    Several macros mark their content as safe, so nothing may reach one unescaped. Keys
    whose value is None are left out: to a macro they are parameters nobody gave.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: safe(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [safe(item) for item in value]
    return escape(value)


def macro(path: str, called: str, /, **params: Any) -> Markup:
    """Render one macro of the design system with its parameters escaped.

    ``path`` without ``components/`` and ``.njk``, such as ``alerts/alerts``.
    """
    module = macro_environment().get_template(f"components/{path}.njk").module
    rendered: Markup = getattr(module, called)(safe(params))
    return rendered.strip()


P = ParamSpec("P")
MOST_KEPT = 512  # renderings of one component; a page has some tens, most of them on every page


def kept(component: Callable[P, Markup]) -> Callable[P, Markup]:
    """Make a component that is rendered once for the same words in the same language.

    For those of plain words and signs alone: what it is given must tell all it shows.
    """

    # Typed: a word and markup that reads alike are equal, and only one of them is escaped.
    @while_settings_last
    @lru_cache(maxsize=MOST_KEPT, typed=True)
    def rendered(_: Language, *args: P.args, **kwargs: P.kwargs) -> Markup:
        return component(*args, **kwargs)

    @wraps(component)
    def shown(*args: P.args, **kwargs: P.kwargs) -> Markup:
        return rendered(spoken(), *args, **kwargs)

    return shown
