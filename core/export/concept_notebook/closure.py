"""What a function of the library needs to run elsewhere: its own source and that of all it uses, by file.

    chapters = collect([("core.concepts.network", "trace")])
    chapters[-1].code                      # trace and its helpers, as they are written there, without types

Two files may use one name for two things, which in a notebook would be one. Then what the later file defines is renamed
wherever it is used.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from core.export.script.source import list_names, parse, take

ROOMS = ("core.concepts", "core.networks")  # NumPy alone, as far as anything is taken from them
Address = tuple[str, str]  # a module and a name in it


@dataclass(frozen=True)
class Chapter:
    """One file's part: its module, what its docstring says, the imports that it needs from elsewhere, and its code.

    `names` are what the code defines, as the notebook calls it.
    """

    module: str
    about: str
    imports: tuple[str, ...]
    code: str
    names: frozenset[str]


@dataclass(frozen=True)
class _File:
    """What is defined at the top of a module, in its order, and where the names come from that it imports."""

    path: str
    about: str
    defined: tuple[str, ...]
    ours: dict[str, Address] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


def collect(wanted: Sequence[Address]) -> list[Chapter]:
    """The chapters in an order in which each may use those before it."""
    needed = _find_all(wanted)
    modules: list[str] = []
    for module, _name in wanted:
        _visit(module, needed, modules)
    names = _name_apart(modules, needed)
    return [_write(module, needed[module], names) for module in modules]


def _find_all(wanted: Sequence[Address]) -> dict[str, set[str]]:
    """By module, every name that is needed."""
    needed: dict[str, set[str]] = {}
    waiting = list(wanted)
    while waiting:
        module, name = waiting.pop()
        if name in needed.setdefault(module, set()):
            continue
        needed[module].add(name)
        waiting += _list_uses(module, name)
    return needed


def _list_uses(module: str, name: str) -> Iterator[Address]:
    """What the definition of that name uses of this module and of other ones of ours."""
    file = _read(module)
    for used in sorted(_find_names(_source(module, name))):
        if used in file.defined and used != name:
            yield module, used
        elif used in file.ours:
            yield file.ours[used]


def _visit(module: str, needed: dict[str, set[str]], done: list[str]) -> None:
    """Add the module behind those that it uses."""
    if module in done:
        return
    for name in sorted(needed[module]):
        for other, _used in _list_uses(module, name):
            if other != module:
                _visit(other, needed, done)
    done.append(module)


def _name_apart(modules: Sequence[str], needed: dict[str, set[str]]) -> dict[Address, str]:
    """What each definition is called in the notebook; its own name, unless an earlier module has that."""
    names: dict[Address, str] = {}
    for module in modules:
        for name in sorted(needed[module]):
            is_taken = name in names.values()
            names[module, name] = f"{name}_of_{module.rpartition('.')[2]}" if is_taken else name
    return names


def _write(module: str, needed: set[str], names: dict[Address, str]) -> Chapter:
    file = _read(module)
    ordered = [name for name in file.defined if name in needed]
    imports = {
        line for name in ordered for used in _find_names(_source(module, name)) if (line := file.others.get(used))
    }
    known = {name: names[module, name] for name in ordered} | {
        used: names[address] for used, address in file.ours.items() if address in names
    }
    code = "\n\n\n".join(_rename(_source(module, name), known).rstrip() for name in ordered)
    return Chapter(module, file.about, tuple(sorted(imports)), code, frozenset(names[module, name] for name in ordered))


def _source(module: str, name: str) -> str:
    return _take(_read(module).path, name)


@lru_cache(maxsize=2048)
def _take(path: str, name: str) -> str:
    return take(path, name)


@lru_cache(maxsize=256)
def _find_names(code: str) -> frozenset[str]:
    """The names that a definition looks up outside itself."""
    tree = parse(code)
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return frozenset(loaded - _find_locals(tree))


def _find_locals(tree: ast.Module) -> set[str]:
    """What functions call their own: arguments and what they assign."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    inside = [node for function in functions for node in ast.walk(function)]
    assigned = {node.id for node in inside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return assigned | {node.arg for node in inside if isinstance(node, ast.arg)}


def _rename(code: str, known: dict[str, str]) -> str:
    """The code with the names that the notebook uses, comments and layout as they are."""
    changed = {old: new for old, new in known.items() if old != new}
    if not changed:
        return code
    tree = parse(code)
    own = _find_locals(tree)
    data, starts = code.encode(), [0]
    for line in code.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for place, old in sorted(_find_places(tree, changed.keys() - own, data, starts), reverse=True):
        data = data[:place] + changed[old].encode() + data[place + len(old.encode()) :]
    return data.decode()


def _find_places(tree: ast.Module, names: set[str], data: bytes, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            yield starts[node.lineno - 1] + node.col_offset, node.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
            yield data.index(node.name.encode(), starts[node.lineno - 1] + node.col_offset), node.name


@lru_cache(maxsize=64)
def _read(module: str) -> _File:
    loaded = importlib.import_module(module)
    path = Path(inspect.getsourcefile(loaded) or "")
    tree = parse(path.read_text(encoding="utf-8"))
    file = _File(
        "/".join((*module.split(".")[1:-1], path.name)),
        inspect.getdoc(loaded) or "",
        tuple(name for node in tree.body for name in list_names(node)),
    )
    for node in tree.body:
        _note_import(node, file)
    return file


def _note_import(node: ast.stmt, file: _File) -> None:
    if isinstance(node, ast.Import):
        for alias in node.names:
            file.others[alias.asname or alias.name] = f"import {ast.unparse(alias)}"
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            if node.module.startswith(ROOMS):
                file.ours[alias.asname or alias.name] = _find_home(node.module, alias.name)
            else:
                file.others[alias.asname or alias.name] = f"from {node.module} import {ast.unparse(alias)}"


def _find_home(module: str, name: str) -> Address:
    """The module that defines the name, where the one that it is imported from has imported it itself."""
    file = _read(module)
    return (module, name) if name in file.defined else file.ours.get(name, (module, name))
