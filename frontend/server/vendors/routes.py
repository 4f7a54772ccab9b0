"""The routes of other services' protocols."""

from starlette.routing import BaseRoute

VENDOR_ROUTES: list[BaseRoute] = []
