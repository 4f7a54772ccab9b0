"""A fault that is found again and again, every second or two, is one line of the log."""

import logging


class LogOnce:
    """Logs a fault when it is found first, and again when it has changed."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._logged: dict[str, str] = {}  # by what the fault is of

    def report(self, subject: str, message: str, error: BaseException | None = None) -> None:
        """Log what is wrong with the subject; with an error, its traceback too."""
        if self._logged.get(subject) != message:
            self._logged[subject] = message
            self._log.warning("%s", message, exc_info=error)
