"""Rules with one condition taken away: of Python by its tree, of SQL by its words."""

import ast
import copy
import inspect
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any, NamedTuple

SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE,
    ast.GtE: ast.Lt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
LISTS = {"where", "and_", "or_"}


class Mutant(NamedTuple):
    """What was taken away, and the rule that is left."""

    name: str
    code: Any


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """This node with one condition less, in each way."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [SWAPPED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        yield from (node.left, node.right)
    elif isinstance(node, ast.BoolOp):
        yield from node.values
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LISTS:
        for rest in _less(node.args):
            yield ast.Call(node.func, rest, node.keywords)
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        yield from (ast.Tuple(rest, ast.Load()) for rest in _less(node.elts))


def _less(nodes: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for place in range(len(nodes)):
        yield nodes[:place] + nodes[place + 1 :]


class _At(ast.NodeTransformer):
    """Puts another node in the place of one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


def of_function(function: FunctionType) -> Iterator[Mutant]:
    """Each condition of a function less in turn; annotations are no rule."""
    definition = _definition(function)
    for place, node in enumerate(ast.walk(definition)):
        for way, change in enumerate(_changes(node)):
            name = f"{function.__qualname__}: {ast.unparse(node)} -> {ast.unparse(change)}"
            changed = copy.deepcopy(definition)
            old = list(ast.walk(changed))[place]
            new = list(_changes(old))[way]
            yield Mutant(name, _compiled(function, _At(old, new).visit(changed)))


def _definition(function: FunctionType) -> ast.FunctionDef:
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(found, ast.FunctionDef)
    found.decorator_list, found.returns = [], None
    for argument in (*found.args.args, *found.args.kwonlyargs):
        argument.annotation = None
    for node in ast.walk(found):
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant("Any")
    return found


def _compiled(function: FunctionType, definition: ast.FunctionDef) -> Any:
    tree = ast.fix_missing_locations(ast.Module([definition], []))
    space: dict[str, Any] = {}
    exec(compile(tree, function.__code__.co_filename, "exec"), function.__globals__, space)  # noqa: S102 - our own source
    return space[function.__name__].__code__


@contextmanager
def instead(function: FunctionType, mutant: Mutant) -> Iterator[None]:
    """The function does what is left of it, for whoever calls it by whatever name."""
    whole = function.__code__
    function.__code__ = mutant.code
    try:
        yield
    finally:
        function.__code__ = whole


WORD = re.compile(r"'[^']*'|[A-Za-z_]+|[()]|[^A-Za-z_'()]+")
BETWEEN = frozenset({"OR", "WHERE", "WHEN", "THEN", "ELSE", "SELECT", "ON"})
AFTER = frozenset({"AND", "OR", "WHEN", "THEN", "ELSE", "ORDER", "LIMIT", "OFFSET", "UNION", "JOIN",
                   "LEFT", "FROM", "GROUP"})  # fmt: skip


def of_sql(text: str) -> Iterator[Mutant]:
    """Each operand of an AND in turn becomes true."""
    text = re.sub(r"--[^\n]*", "", text)
    words = WORD.findall(text)
    for at, one in enumerate(words):
        if one == "AND":
            for first, last in {_left(words, at), _right(words, at)}:
                operand = "".join(words[first:last]).strip()
                if operand and operand != "true":
                    left = "".join([*words[:first], " true ", *words[last:]])
                    yield Mutant(" ".join(operand.split()), left)


def _right(words: list[str], at: int) -> tuple[int, int]:
    depth, place = 0, at + 1
    while place < len(words):
        word = words[place]
        if depth == 0 and (word in AFTER or word in (")", "END") or word.strip().startswith(";")):
            break
        depth += (word in ("(", "CASE")) - (word in (")", "END"))
        place += 1
    return at + 1, place


def _left(words: list[str], at: int) -> tuple[int, int]:
    """Only the first of a row of operands: each other is some AND's right."""
    depth, place = 0, at - 1
    while place >= 0:
        word = words[place]
        if depth == 0 and word == "AND":
            return at, at
        if depth == 0 and (word in BETWEEN or word in ("(", "CASE")):
            break
        depth += (word in (")", "END")) - (word in ("(", "CASE"))
        place -= 1
    return place + 1, at
