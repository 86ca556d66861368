"""All settings, read once from environment variables WEGWIJS_*; docs/operators.md explains each."""

import os
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from store.sealing import VARIABLE, SealedError, keys_of

PREFIX = "WEGWIJS_"
# Names the Python for scripts/setup, and is still there when `make run` goes on to start Wegwijs.
_OF_SETUP = "WEGWIJS_PYTHON"
DEFAULT_DATABASE = "sqlite:///var/wegwijs.db"


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the variable and says what would do."""


@dataclass(frozen=True)
class Settings:
    """The settings of all three processes. Durations are in seconds, counts in messages."""

    host: str = "127.0.0.1"
    port: int = 8080
    rasa_port: int = 5005
    actions_port: int = 5055
    database_url: str = DEFAULT_DATABASE
    redis_url: str = field(default="", repr=False)
    rasa_secret: str = ""
    model: str = "models/wegwijs.tar.gz"
    model_sha256: str = ""
    bot_python: str = ""
    log_level: str = "INFO"
    log_folder: str = "var/log"
    answer_timeout_seconds: float = 12.0
    messages_per_minute: int = 20
    requests_per_minute_per_address: int = 240
    conversations_per_hour_per_address: int = 60
    conversations_per_hour_per_swv: int = 3000
    keep_days: int = 7
    keep_shared_days: int = 30
    keep_contact_days: int = 14
    public_url: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    second_step: str = "optional"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""
    trusted_proxies: str = ""
    allowed_origins: str = ""
    locales_folder: str = ""
    encryption_keys: str = field(default="", repr=False)
    mode: str = "try"
    today: date | None = None

    @property
    def rasa_url(self) -> str:
        """Where the desk finds rasa: always on loopback."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Where the desk and rasa find the action server: always on loopback."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def desk(self) -> str:
        """The name of this desk among several."""
        return f"{socket.gethostname()[:64]}:{self.port}"

    @property
    def address(self) -> str:
        """The address under which people reach the desk, for links in mail."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of the sites that may embed the widget and call the API."""
        return tuple(self.allowed_origins.split())

    @property
    def proxies(self) -> tuple[str, ...]:
        """The addresses of proxies whose X-Forwarded-For is believed."""
        return tuple(self.trusted_proxies.split())


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsError for an unknown or unusable one.

    Without WEGWIJS_RASA_SECRET a new secret is made for this run.
    """
    known = {one.name: one for one in fields(Settings)}
    ours = (name for name in environ if name.startswith(PREFIX) and name != _OF_SETUP)
    given = {name[len(PREFIX) :].lower(): environ[name] for name in ours}
    unknown = sorted(given.keys() - known.keys())
    if unknown:
        names = ", ".join(PREFIX + name.upper() for name in unknown)
        raise SettingsError(f"{names}: no such setting; docs/operators.md lists them")
    values = {name: _convert(name, known[name].default, text) for name, text in given.items()}
    if not values.get("rasa_secret"):
        values["rasa_secret"] = secrets.token_urlsafe(32)
    settings = Settings(**values)
    _check(settings)
    if settings.redis_url and not given.get("rasa_secret"):
        raise SettingsError(f"{PREFIX}RASA_SECRET must be given, the same to all, beside {PREFIX}REDIS_URL")
    _check_for_production(settings, given)
    return settings


def _convert(name: str, default: Any, text: str) -> Any:
    variable = PREFIX + name.upper()
    try:
        if name == "today":
            return date.fromisoformat(text) if text else None
        return type(default)(text)
    except ValueError:
        wanted = "a date like 2026-11-22" if name == "today" else "a number"
        raise SettingsError(f"{variable} is {text!r}; it must be {wanted}") from None


def _check(settings: Settings) -> None:
    _check_numbers(settings)
    _check_mail(settings)
    _check_single_sign_on(settings)
    _check_choices(settings)


def _check_numbers(settings: Settings) -> None:
    for name in ("port", "rasa_port", "actions_port", "smtp_port"):
        if not 1 <= getattr(settings, name) <= 65535:
            raise SettingsError(f"{PREFIX}{name.upper()} must be a port from 1 to 65535")
    for name in (
        "answer_timeout_seconds",
        "messages_per_minute",
        "requests_per_minute_per_address",
        "conversations_per_hour_per_address",
        "conversations_per_hour_per_swv",
        "keep_days",
        "keep_shared_days",
        "keep_contact_days",
    ):
        if getattr(settings, name) <= 0:
            raise SettingsError(f"{PREFIX}{name.upper()} must be more than 0")


def _check_mail(settings: Settings) -> None:
    if settings.smtp_security not in ("starttls", "tls", "none"):
        raise SettingsError(f"{PREFIX}SMTP_SECURITY must be starttls, tls or none")
    if settings.smtp_host and "@" not in settings.mail_from:
        raise SettingsError(f"{PREFIX}MAIL_FROM must be the address that mail comes from, like a@b.nl")


def _check_single_sign_on(settings: Settings) -> None:
    if not settings.oidc_issuer:
        return
    loopback = settings.oidc_issuer.startswith("http://127.0.0.1:") and settings.mode == "try"
    if not settings.oidc_issuer.startswith("https://") and not loopback:
        raise SettingsError(f"{PREFIX}OIDC_ISSUER must begin with https://, as the provider writes it")
    if not settings.oidc_client_id or not settings.oidc_client_secret:
        raise SettingsError(f"{PREFIX}OIDC_CLIENT_ID and {PREFIX}OIDC_CLIENT_SECRET belong to an issuer")


def _check_choices(settings: Settings) -> None:
    if settings.log_level not in ("INFO", "WARNING", "ERROR"):
        raise SettingsError(
            f"{PREFIX}LOG_LEVEL must be INFO, WARNING or ERROR: at DEBUG Rasa logs what parents write"
        )
    if len(settings.rasa_secret) < 16:
        raise SettingsError(f"{PREFIX}RASA_SECRET must have 16 characters or more")
    try:
        backend = make_url(settings.database_url).get_backend_name()
    except ArgumentError:
        backend = ""
    if settings.redis_url and not settings.redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError(f"{PREFIX}REDIS_URL must begin with redis://, rediss:// or unix://")
    if settings.model_sha256 and not re.fullmatch("[0-9a-f]{64}", settings.model_sha256):
        raise SettingsError(f"{PREFIX}MODEL_SHA256 must be the 64 characters that `sha256sum` prints")
    if settings.second_step not in ("optional", "required"):
        raise SettingsError(f"{PREFIX}SECOND_STEP must be optional or required")
    if settings.mode not in ("try", "production"):
        raise SettingsError(f"{PREFIX}MODE must be try or production")
    try:
        keys_of({VARIABLE: settings.encryption_keys})
    except SealedError as error:
        raise SettingsError(str(error)) from None
    if backend not in ("sqlite", "postgresql"):
        raise SettingsError(f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql://")


def _check_for_production(settings: Settings, given: Mapping[str, str]) -> None:
    """Refuse what is well enough to try Wegwijs with, and not for parents. Raises SettingsError."""
    lacks = [
        (not given.get("rasa_secret"), "RASA_SECRET: 32 random characters, kept from start to start"),
        (not settings.encryption_keys, "ENCRYPTION_KEYS: `wegwijs keys new` makes one"),
        (not settings.public_url.startswith("https://"), "PUBLIC_URL: the address of the desk, with https"),
        (not settings.smtp_host, "SMTP_HOST: or nobody hears of a message that a parent leaves"),
        (settings.smtp_security == "none", "SMTP_SECURITY: starttls or tls"),
        (settings.today is not None, "TODAY: must be left out, or every term is counted from that day"),
    ]
    wrong = [PREFIX + what for is_so, what in lacks if is_so]
    if settings.mode == "production" and wrong:
        raise SettingsError("Not fit for production:\n" + "\n".join(wrong))


def absolute_database_url(settings: Settings, folder: Path) -> str:
    """Return the database URL with a relative SQLite path taken from `folder`."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith("/"):
        return settings.database_url
    return f"sqlite:///{folder / url.database}"
