"""Functions of this program as text for a script: the same code and comments, without its types."""

import ast
from pathlib import Path

import core
from core.export import standalone
from core.parsing import retry_parsing

CORE = Path(core.__file__).parent
STANDALONE = Path(standalone.__file__).parent
parse = retry_parsing(ast.parse)

Change = tuple[int, int, bytes]  # from one place to another, and what stands there instead


def read_part(name: str) -> str:
    """A file of `core.export.standalone` below its docstring and imports."""
    text = (STANDALONE / name).read_text(encoding="utf-8")
    body = [node for node in parse(text).body if not isinstance(node, ast.Import | ast.ImportFrom)]
    if body and isinstance(body[0], ast.Expr):
        lines = text.splitlines()[body[0].end_lineno :]
        text = "\n".join(line for line in lines if not line.startswith(("import ", "from ")))
    return _drop_marks(text.strip()) + "\n"


def take(file: str, *names: str) -> str:
    """The functions, classes and constants of these names from a file below `core/`, in the order of the names."""
    data = (CORE / file).read_bytes()
    found = {name: node for node in parse(data).body for name in list_names(node)}
    return "\n\n\n".join(_write(data, found[name]) for name in names) + "\n"


def list_names(node: ast.stmt) -> list[str]:
    """What a statement at the top of a file defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    targets = node.targets if isinstance(node, ast.Assign) else []
    parts = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return [part.id for part in parts if isinstance(part, ast.Name)]


def _write(data: bytes, node: ast.stmt) -> str:
    """The text of one statement with its decorators and the comment at its end, without the types."""
    decorators = getattr(node, "decorator_list", [])
    starts = _find_line_starts(data)
    begin = starts[min(one.lineno for one in [node, *decorators]) - 1]
    end = data.find(b"\n", _offset(starts, node.end_lineno or 0, 0))
    for first, last, instead in sorted(_find_types(data, starts, node), reverse=True):
        data = data[:first] + instead + data[last:]
        end += len(instead) - (last - first)
    return _drop_marks(data[begin:end].decode())


def _drop_marks(text: str) -> str:
    """The text without what is meant for this program's formatter."""
    return text.replace("  # fmt: skip", "")


def _find_line_starts(data: bytes) -> list[int]:
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _offset(starts: list[int], line: int, column: int) -> int:
    return starts[line - 1] + column


def _find_types(data: bytes, starts: list[int], node: ast.stmt) -> list[Change]:
    """The types of arguments, results and assigned names go; a field of a dataclass needs one: it is an object."""
    changes = []
    of_classes = [part for one in ast.walk(node) if isinstance(one, ast.ClassDef) for part in one.body]
    for one in ast.walk(node):
        if isinstance(one, ast.arg) and one.annotation:
            first = _offset(starts, one.lineno, one.col_offset) + len(one.arg.encode())
            changes.append((first, _end(starts, one.annotation), b""))
        elif isinstance(one, ast.FunctionDef) and one.returns:
            first = data.rfind(b")", 0, _offset(starts, one.returns.lineno, one.returns.col_offset)) + 1
            changes.append((first, _end(starts, one.returns), b""))
        elif isinstance(one, ast.AnnAssign):
            instead = b": object" if one in of_classes or not one.value else b""
            changes.append((_end(starts, one.target), _end(starts, one.annotation), instead))
    return changes


def _end(starts: list[int], node: ast.expr) -> int:
    return _offset(starts, node.end_lineno or 0, node.end_col_offset or 0)
