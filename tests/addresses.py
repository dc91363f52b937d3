"""Every name that an address of the app may have, read from the code of the pages."""

import ast
from pathlib import Path

PAGES = Path(__file__).parents[1] / "pages"
CHOICES = {"select", "switch", "select_several", "tick", "whole_number"}  # of `pages.shared.address`
HANDED_ON = {"name", "query_params"}  # arguments that say a name, or names with values


def list_names():
    """By name, the files that read or write it; of screens of concepts too."""
    found = {}
    for path in sorted(PAGES.rglob("*.py")):
        for name in _read(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(name, set()).add(path.relative_to(PAGES).as_posix())
    return found


def _read(tree):
    """The names in one file; one that another name stands for is looked up in the file."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for said in _list_said(node):
            value = constants.get(said.id) if isinstance(said, ast.Name) else getattr(said, "value", None)
            if isinstance(value, str):
                yield value


def _list_said(node):
    """The expressions of a node that are names of the address, or stand for one."""
    if isinstance(node, ast.Subscript) and _is_address(node.value):
        yield node.slice
    elif isinstance(node, ast.Compare) and any(map(_is_address, node.comparators)):
        yield node.left
    elif isinstance(node, ast.Call):
        yield from _list_of_call(node)


def _list_of_call(call):
    function = call.func
    named = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    given = {word.arg: word.value for word in call.keywords}
    if isinstance(function, ast.Attribute) and _is_address(function.value):
        yield from call.args[:1]
        for argument in call.args:
            yield from _list_keys(argument)
    if named in CHOICES | {"choose_picture"} and "name" in given:
        yield given["name"]
    if named == "put":
        yield from (ast.Constant(name) for name in given if name)
        yield from (key for word in call.keywords if word.arg is None for key in _list_keys(word.value))
    if named == "State" and len(call.args) > 1:
        yield from _list_keys(call.args[1])
    if "query_params" in given:
        yield from _list_keys(given["query_params"])


def _list_keys(expression):
    return expression.keys if isinstance(expression, ast.Dict) else []


def _is_address(expression):
    return isinstance(expression, ast.Attribute) and expression.attr == "query_params"
