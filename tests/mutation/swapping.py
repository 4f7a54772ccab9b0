"""Makes a change in the modules that are imported already."""

import ast
import gc
import sys
from collections.abc import Iterator
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.changes import ROOT, Changed

Codes = dict[CodeType, CodeType]


class DefinedAtImport(Exception):
    """The change is in what a module or a class has done when it was imported."""


def swapped_codes(changed: Changed) -> Codes:
    """Return the changed code of functions by what it was. Raises DefinedAtImport."""
    before, after = _compiled(changed.before), _compiled(changed.after)
    return dict(_differing(before, after))


def swap(codes: Codes) -> bool:
    """Give functions the changed code; false if there is none that has the code."""
    gc.unfreeze()
    # Not by isinstance, which asks what a weak reference stands for, also if that is gone.
    functions = [it for it in gc.get_objects() if type(it) is FunctionType]
    found = [function for function in functions if function.__code__ in codes]
    for function in found:
        function.__code__ = codes[function.__code__]
    return bool(found)


def lines_of(codes: Codes) -> set[int]:
    """Return the lines of these functions, without those at which they are defined."""
    return {
        line for code in codes for _, _, line in code.co_lines() if line and _is_body(code, line)
    }


def _is_body(code: CodeType, line: int) -> bool:
    return line != code.co_firstlineno or code.co_name.startswith("<")


def rebind(file: Path, changed: Changed) -> bool:
    """Give a constant of a module its changed value; false if that does not do.

    It does where the constant is read by functions alone: what was made of it at import stays.
    """
    name, value = _changed_constant(changed)
    module = sys.modules.get(".".join(file.with_suffix("").parts))
    if module is None or not name:
        return False
    holders = [it for it in list(sys.modules.values()) if _holds(it, name, module)]
    if any(_reads_at_import(holder, name) for holder in holders):
        return False
    code = compile(ast.Expression(value), str(file), "eval")
    new = eval(code, vars(module))
    for holder in holders:
        setattr(holder, name, new)
    return True


def _compiled(tree: ast.Module) -> CodeType:
    return compile(tree, "", "exec", dont_inherit=True)


def _differing(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the outermost functions that differ."""
    if before.co_flags & CO_OPTIMIZED:
        if before != after:
            yield before, after
        return
    if _without_inner(before) != _without_inner(after):
        raise DefinedAtImport
    for one, other in zip(_inner(before), _inner(after), strict=True):
        yield from _differing(one, other)


def _inner(code: CodeType) -> list[CodeType]:
    return [it for it in code.co_consts if isinstance(it, CodeType)]


def _without_inner(code: CodeType) -> CodeType:
    constants = tuple(None if isinstance(it, CodeType) else it for it in code.co_consts)
    return code.replace(co_consts=constants)


def _changed_constant(changed: Changed) -> tuple[str, ast.expr]:
    """Return the name that has another value, and that; "": it is not a constant of the module."""
    for before, after in zip(changed.before.body, changed.after.body, strict=True):
        if ast.dump(before) == ast.dump(after):
            continue
        match after:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                return name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                return name, value
    return "", ast.Constant(0)


def _holds(holder: Any, name: str, module: ModuleType) -> bool:
    if not isinstance(holder, ModuleType) or vars(holder).get(name) is not vars(module).get(name):
        return False
    return name in vars(holder) and (holder is module or module.__name__ in _source(holder))


def _source(module: ModuleType) -> str:
    file = getattr(module, "__file__", None)
    is_ours = file and file.startswith(str(ROOT)) and file.endswith(".py") and ".venv" not in file
    return Path(file).read_text() if file and is_ours else ""


def _reads_at_import(holder: ModuleType, name: str) -> bool:
    return any(_mentions(node, name) for node in _run_at_import(ast.parse(_source(holder))))


def _mentions(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=found, ctx=ast.Load()) | ast.Attribute(attr=found):
            return found == name
    return False


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported: also decorators and defaults of arguments."""
    for field, child in ast.iter_fields(node):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if is_function and field == "body":
            continue
        for inner in child if isinstance(child, list) else [child]:
            if isinstance(inner, ast.AST):
                yield inner
                yield from _run_at_import(inner)
