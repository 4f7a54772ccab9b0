"""torchaudio with a PyTorch that it was not built for.

Package indexes give torchaudio for one build of PyTorch, mostly CUDA's. Beside another one, such
as the CPU's, its compiled extension cannot be loaded and the import fails; yet the models here use
the parts of it that are plain Python: resampling, spectrograms and filter banks.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

PACKAGE = "torchaudio"
LOADER = "torchaudio._extension.utils"


def ensure_torchaudio() -> None:
    """Import torchaudio, without its extension if that cannot be loaded, if it is installed.

    Call it before importing an upstream that imports torchaudio, as transformers does if it can.
    """
    try:
        importlib.import_module(PACKAGE)
    except ModuleNotFoundError:
        return
    except OSError:
        _forget()
        sys.modules[LOADER] = _no_extension()
        importlib.import_module(PACKAGE)


def _forget() -> None:
    """Remove what the failed import has left, or the next one would take it as complete."""
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def _no_extension() -> ModuleType:
    """Return the module that loads the extension, as it behaves where none was built."""
    module: Any = ModuleType(LOADER)
    module._load_lib = lambda name: False
    module._check_cuda_version = module._init_dll_path = lambda: None
    return module  # type: ignore[no-any-return]
