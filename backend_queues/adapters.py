"""Finding the class that an entry of backends.yaml names."""

import importlib
from typing import Any

from backend_queues.errors import InvalidConfiguration


def import_adapter(backend: str, named: str) -> Any:
    """Return the class that a backend's entry names as "package.module:Class".

    Raises:
        InvalidConfiguration: there is no such module, or it has no such class.
        ModuleNotFoundError: the module needs a package that its environment lacks.
    """
    module, _, name = named.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        if not f"{module}.".startswith(f"{error.name}."):
            raise  # it is there; what it imports is missing from its environment
        wrong = f"there is no module {error.name}"
    except AttributeError as error:
        if error.name != name:
            raise
        wrong = f"{module} has no {name}"
    raise InvalidConfiguration(f"backends.{backend}.adapter is {named}, but {wrong}.")
