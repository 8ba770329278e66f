"""From HTTP to the engine and back: yente's routes, and our own."""

from ostrakon.api.application import create_app
from ostrakon.api.service import Service
from ostrakon.api.settings import ServiceSettings

__all__ = ["Service", "ServiceSettings", "create_app"]
