"""A formula in x and y that a person types, with its gradient, computed without ever running what was typed.

The text is read by Python's grammar into a tree, and nothing but numbers, `x`, `y`, `pi`, `e`, the signs `+ - * / ^`
and the functions below is let through; each node becomes a NumPy operation. The gradient comes along by forward-mode
differentiation: every number is a `Dual`, which carries its slope along x and along y through each operation.
"""

import ast
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.concepts.descent.surfaces import Array, Point, Surface

Numbers = Array | np.float64
MAX_LENGTH = 200
MAX_DEPTH = 60
MAX_EXPONENT = 12
LARGEST_NUMBER = 1e9
WRITTEN_AS = str.maketrans({"^": "**", "²": "**2", "³": "**3", "−": "-", "×": "*", "·": "*", "÷": "/"})
NUMBER_RUNS_INTO_NAME = re.compile(r"\d\.?(?!e[+-]?\d)[a-z_]", re.IGNORECASE)  # 2x
Code = Literal["empty", "long", "deep", "grammar", "name", "part", "exponent", "number", "arguments", "flat"]


class FormulaError(ValueError):
    """The text is not a formula we compute. `code` says what is wrong, `detail` which part of the text it is."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Dual:
    """A value and its derivatives along x and along y; numbers or arrays of one shape."""

    value: Numbers
    dx: Numbers
    dy: Numbers

    def __add__(self, other: "Dual") -> "Dual":
        return Dual(self.value + other.value, self.dx + other.dx, self.dy + other.dy)

    def __sub__(self, other: "Dual") -> "Dual":
        return Dual(self.value - other.value, self.dx - other.dx, self.dy - other.dy)

    def __mul__(self, other: "Dual") -> "Dual":
        a, b = self.value, other.value
        return Dual(a * b, self.dx * b + a * other.dx, self.dy * b + a * other.dy)

    def __truediv__(self, other: "Dual") -> "Dual":
        a, b = self.value, other.value
        return Dual(a / b, (self.dx * b - a * other.dx) / b**2, (self.dy * b - a * other.dy) / b**2)

    def __neg__(self) -> "Dual":
        return self.chain(-self.value, np.float64(-1))

    def __pos__(self) -> "Dual":
        return self

    def power(self, n: float) -> "Dual":
        slope = n * self.value ** (n - 1) if n else ZERO
        return self.chain(self.value**n, slope)

    def chain(self, value: Numbers, slope: Numbers) -> "Dual":
        """The chain rule: an outer function with this value and this slope at ours."""
        return Dual(value, slope * self.dx, slope * self.dy)


ZERO, ONE = np.float64(0), np.float64(1)
Expression = Callable[[Dual, Dual], Dual]

FUNCTIONS: Mapping[str, Callable[[Dual], Dual]] = {
    "sin": lambda u: u.chain(np.sin(u.value), np.cos(u.value)),
    "cos": lambda u: u.chain(np.cos(u.value), -np.sin(u.value)),
    "tan": lambda u: u.chain(np.tan(u.value), 1 + np.tan(u.value) ** 2),
    "tanh": lambda u: u.chain(np.tanh(u.value), 1 - np.tanh(u.value) ** 2),
    "exp": lambda u: u.chain(np.exp(u.value), np.exp(u.value)),
    "log": lambda u: u.chain(np.log(u.value), 1 / u.value),
    "sqrt": lambda u: u.chain(np.sqrt(u.value), 1 / (2 * np.sqrt(u.value))),
    "abs": lambda u: u.chain(np.abs(u.value), np.sign(u.value)),  # 0 at the kink
}
CONSTANTS: Mapping[str, float] = {"pi": np.pi, "e": np.e}
BINARY: Mapping[type[ast.operator], Callable[[Dual, Dual], Dual]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
UNARY: Mapping[type[ast.unaryop], Callable[[Dual], Dual]] = {ast.USub: operator.neg, ast.UAdd: operator.pos}


def surface(text: str, half_width: float, start: Point) -> Surface:
    """The landscape of a typed formula, in a window from -half_width to half_width.

    Usage:
        surface("sin(x)*y^2 - x/2", 3.0, (1.0, 1.0)).gradient(0.5, 2.0)

    Raises:
        FormulaError: the text is not a formula in x and y that we compute.

    """
    height = parse(text)

    def value(x: Array, y: Array) -> Array:
        return np.asarray(_at(height, x, y).value)

    def gradient(x: Array, y: Array) -> tuple[Array, Array]:
        there = _at(height, x, y)
        return there.dx + 0 * x, there.dy + 0 * y  # one for each x, even where the slope is a constant

    window = (-half_width, half_width)
    return Surface(text, value, gradient, window, window, start)


def _at(height: Expression, x: Array, y: Array) -> Dual:
    """The height at a point or on a grid, with no complaint where it has none: there it is NaN or infinite."""
    with np.errstate(all="ignore"):
        return height(Dual(x, ONE, ZERO), Dual(y, ZERO, ONE))


def parse(text: str) -> Expression:
    """The text as a function of two dual numbers. Raises FormulaError."""
    if not text.strip():
        raise FormulaError("empty")
    if len(text) > MAX_LENGTH:
        raise FormulaError("long", str(MAX_LENGTH))
    tree = _tree(text)
    expression = _compile(tree, MAX_DEPTH)
    if not any(isinstance(node, ast.Name) and node.id in ("x", "y") for node in ast.walk(tree)):
        raise FormulaError("flat")
    return expression


def _tree(text: str) -> ast.expr:
    """Python's tree of the text; full-width signs, as Chinese keyboards write them, are read as plain ones."""
    plain = unicodedata.normalize("NFKC", text.translate(WRITTEN_AS)).strip()
    if "\\" in plain or NUMBER_RUNS_INTO_NAME.search(plain):
        raise FormulaError("grammar", text)
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):  # the last two: brackets in brackets in brackets
        raise FormulaError("grammar", text) from None


def _compile(node: ast.expr, depth: int) -> Expression:
    """The node as a function; whatever is not named here is refused."""
    if depth == 0:
        raise FormulaError("deep", str(MAX_DEPTH))
    match node:
        case ast.Constant():
            return _constant(_number(node))
        case ast.Name():
            return _named(node.id)
        case ast.UnaryOp(op=sign, operand=inner) if type(sign) in UNARY:
            return _apply(UNARY[type(sign)], _compile(inner, depth - 1))
        case ast.BinOp(op=ast.Pow()):
            return _power(_compile(node.left, depth - 1), _exponent(node.right))
        case ast.BinOp(op=sign) if type(sign) in BINARY:
            left, right = _compile(node.left, depth - 1), _compile(node.right, depth - 1)
            return _join(BINARY[type(sign)], left, right)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            return _apply(FUNCTIONS[name], _compile(_argument(node), depth - 1))
        case ast.Call(func=ast.Name(id=name)):
            raise FormulaError("name", name)
    raise FormulaError("part", ast.unparse(node))


def _number(node: ast.Constant) -> float:
    """A literal as a float. Text, truth values and complex numbers are no numbers here."""
    if not isinstance(node.value, int | float) or isinstance(node.value, bool):
        raise FormulaError("part", ast.unparse(node))
    if not abs(node.value) <= LARGEST_NUMBER:
        raise FormulaError("number", f"{LARGEST_NUMBER:g}")
    return float(node.value)


def _exponent(node: ast.expr) -> float:
    """Only a plain number with or without a sign: so nothing like 9**9**9 is ever computed."""
    sign = 1.0
    if isinstance(node, ast.UnaryOp) and type(node.op) in UNARY:
        sign, node = (-1.0 if isinstance(node.op, ast.USub) else 1.0), node.operand
    if not isinstance(node, ast.Constant):
        raise FormulaError("exponent", str(MAX_EXPONENT))
    exponent = sign * _number(node)
    if abs(exponent) > MAX_EXPONENT:
        raise FormulaError("exponent", str(MAX_EXPONENT))
    return exponent


def _argument(call: ast.Call) -> ast.expr:
    if len(call.args) != 1 or call.keywords:
        raise FormulaError("arguments", ast.unparse(call.func))
    return call.args[0]


def _named(name: str) -> Expression:
    if name == "x":
        return lambda x, y: x
    if name == "y":
        return lambda x, y: y
    if name in CONSTANTS:
        return _constant(CONSTANTS[name])
    raise FormulaError("name", name)


def _constant(number: float) -> Expression:
    constant = Dual(np.float64(number), ZERO, ZERO)
    return lambda x, y: constant


def _power(base: Expression, n: float) -> Expression:
    return lambda x, y: base(x, y).power(n)


def _apply(function: Callable[[Dual], Dual], inner: Expression) -> Expression:
    return lambda x, y: function(inner(x, y))


def _join(sign: Callable[[Dual, Dual], Dual], left: Expression, right: Expression) -> Expression:
    return lambda x, y: sign(left(x, y), right(x, y))
