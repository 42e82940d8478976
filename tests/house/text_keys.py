"""Which text keys the code asks for: exactly, or by a prefix that something is added to."""

import ast
import re
from dataclasses import dataclass, field

from staasted.catalog.texts import texts
from tests.house.tree import TEXTS, docstrings, source_files, syntax, template_files

ROOMS = sorted(path.name.removesuffix(".da.yaml") for path in TEXTS.glob("*.da.yaml"))
KEY = re.compile(rf"^(?:{'|'.join(ROOMS)})(?:\.[a-z0-9_]+)+$")
PREFIX = re.compile(rf"^(?:{'|'.join(ROOMS)})\.(?:[a-z0-9_]+\.)*(?:[a-z0-9_]+[._])$")
CODE_OPENING = re.compile(r"^[a-z]+(?:_[a-z]+)*_$")
FILE = re.compile(r"\.(?:html|css|js|svg|yaml|csv)$")
IN_TEMPLATE = re.compile(r"(?:\"([^\"{}]+)\"|'([^'{}]+)')(\s*[~+])?")
BLOCK = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN_BY = {"say": ("cli.{}",), "refuse": ("cli.{}",)}
SPOKEN_BY["DomainError"] = ("errors.{}.what", "errors.{}.why", "errors.{}.next")
BY_CODE = ("errors", "reasons")  # rooms whose second part is a code that core and services give


@dataclass
class Asked:
    """Keys asked for exactly, each with where; prefixes that are completed as it runs; codes."""

    exact: dict[str, str] = field(default_factory=dict)
    prefixes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    openings: set[str] = field(default_factory=set)

    def uses(self, key: str) -> bool:
        """True when the key is asked for, completed from a prefix, or said for a code."""
        room, code = key.split(".")[:2]
        spoken = code in self.words or any(code.startswith(o) for o in self.openings)
        by_code = room in BY_CODE and spoken
        return by_code or key in self.exact or any(key.startswith(p) for p in self.prefixes)

    def hear(self, words: str, where: str, *, goes_on: bool = False) -> None:
        """Take a string for a key or a prefix, if it has the shape of one."""
        if goes_on and PREFIX.match(words):
            self.prefixes.add(words)
        elif not goes_on and KEY.match(words) and not FILE.search(words):
            if any(key.startswith(f"{words}.") for key in texts()):
                self.prefixes.add(f"{words}.")  # the name of a group, handed on
            else:
                self.exact[words] = where


def asked() -> Asked:
    """Every key the product's code and templates ask for."""
    found = Asked()
    for path in source_files():
        _hear_python(found, syntax(path), path.name)
    for path in template_files():
        for block in BLOCK.findall(path.read_text(encoding="utf-8")):
            for double, single, goes_on in IN_TEMPLATE.findall(block):
                found.hear(double or single, path.name, goes_on=bool(goes_on))
    return found


def _hear_python(found: Asked, tree: ast.Module, where: str) -> None:
    spoken: set[ast.AST] = set(docstrings(tree))
    spoken |= {
        part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(words)) if node not in spoken:
                found.words.add(words)
                found.hear(words, where)
            case ast.JoinedStr(values=[ast.Constant(value=str(words)), *_]):
                found.hear(words, where, goes_on=True)
                if CODE_OPENING.match(words):
                    found.openings.add(words)
            case ast.BinOp(left=ast.Constant(value=str(words)), op=ast.Add()):
                found.hear(words, where, goes_on=True)
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(words)), *_]):
                for key in SPOKEN_BY.get(name, ()):
                    found.hear(key.format(words), where)
