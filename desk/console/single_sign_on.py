"""Sign in with the account of one's own organisation: OpenID Connect (Entra ID, Google, SURFconext).

Authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636). Who somebody is the provider says;
what she may do is decided here, by the account that was made for her mail address.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import jwt
import structlog
from aiohttp import web

from desk import keys
from desk.console import second_step, session
from desk.console.render import page
from desk.settings import Settings
from guide.language import N_
from store import staff
from store.staff import Staff

AWAY = N_("De aanmelddienst is nu niet te bereiken. Probeer het later nog eens, of log in met uw wachtwoord.")
FAILED = N_("Het aanmelden is niet gelukt. Probeer het opnieuw.")
NO_ACCOUNT = N_(
    "Bij dit e-mailadres hoort hier geen account. Vraag de coördinator van uw steunpunt om een uitnodiging."
)
START, BACK = "/console/sign-in/oidc", "/console/sign-in/oidc/back"
_COOKIE = "wegwijs_oidc"
_SECONDS_TO_SIGN_IN = 600
_SECONDS_FOR_THE_PROVIDER = 10
_CLOCKS_MAY_DIFFER_SECONDS = 60
# Signatures that the provider makes with a key of its own; none that the client's secret would make.
_SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]

log = structlog.get_logger()
routes = web.RouteTableDef()


class ProviderError(Exception):
    """The provider cannot be reached, or says something that is not to be believed."""


@dataclass(frozen=True)
class Provider:
    """What a provider tells of itself at /.well-known/openid-configuration."""

    authorization: str
    token: str
    userinfo: str
    certificates: str
    takes_basic: bool


@routes.get(START)
async def begin(request: web.Request) -> web.StreamResponse:
    """Send a browser to the provider, and keep in a cookie what its answer must fit."""
    settings = request.app[keys.SETTINGS]
    there = session.next_page(request.query.get("next", ""))
    if not settings.oidc_issuer:
        return page(request, "nothing", status=404)
    try:
        async with _client() as client:
            provider = await _discover(client, settings)
    except ProviderError as error:
        return _refused(request, error, AWAY, there, 503)
    asked = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["verifier"].encode()).digest()).rstrip(b"=")
    query = {
        "response_type": "code",
        "client_id": settings.oidc_client_id,
        "redirect_uri": settings.address + BACK,
        "scope": "openid email",
        "state": asked["state"],
        "nonce": asked["nonce"],
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in provider.authorization else "?"
    response = web.HTTPSeeOther(f"{provider.authorization}{joint}{urlencode(query)}")
    response.set_cookie(
        _COOKIE, base64.urlsafe_b64encode(json.dumps({**asked, "next": there}).encode()).decode(),
        max_age=_SECONDS_TO_SIGN_IN, path=START, httponly=True, samesite="Lax",
        secure=settings.address.startswith("https://"),
    )  # fmt: skip
    raise response


@routes.get(BACK)
async def end(request: web.Request) -> web.StreamResponse:
    """Sign in whom the provider vouches for, if she has an account here. An answer is taken once."""
    try:
        response = await _sign_in(request)
    except web.HTTPSeeOther as signed_in:
        signed_in.del_cookie(_COOKIE, path=START)
        raise
    response.del_cookie(_COOKIE, path=START)
    return response


async def _sign_in(request: web.Request) -> web.StreamResponse:
    settings, asked = request.app[keys.SETTINGS], _asked(request)
    there = session.next_page(asked.get("next", ""))
    if not settings.oidc_issuer:
        return page(request, "nothing", status=404)
    if not asked or not hmac.compare_digest(request.query.get("state", "").encode(), asked["state"].encode()):
        return _refused(request, ProviderError("state"), FAILED, there, 400)
    try:
        email = await _vouched_for(request, settings, asked)
    except ProviderError as error:
        return _refused(request, error, FAILED, there, 401)
    person: Staff | None = await request.app[keys.RUN](staff.by_email, request.app[keys.ENGINE], email)
    if person is None or not person.is_active:
        return _refused(request, ProviderError("no account"), NO_ACCOUNT, there, 403)
    if person.code_secret:
        return await second_step.ask(request, person, there)
    return await session.signed_in(request, person, there)


def _asked(request: web.Request) -> dict[str, str]:
    """Return what `begin` kept for this browser, empty when there is nothing that can be read."""
    try:
        kept = json.loads(base64.urlsafe_b64decode(request.cookies.get(_COOKIE, "")))
    except ValueError:
        return {}
    if not isinstance(kept, dict) or {"state", "nonce", "verifier", "next"} - kept.keys():
        return {}
    return {name: str(value) for name, value in kept.items()}


def _refused(request: web.Request, error: ProviderError, wrong: str, there: str, status: int) -> web.Response:
    log.warning("single sign-on refused", why=str(error))
    return page(request, "sign_in", email="", wrong=wrong, next=there, status=status)


def _client() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS_FOR_THE_PROVIDER))


async def _discover(client: aiohttp.ClientSession, settings: Settings) -> Provider:
    told = await _json(client, settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != settings.oidc_issuer:
        raise ProviderError("another issuer")
    methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    try:
        return Provider(
            told["authorization_endpoint"], told["token_endpoint"], told.get("userinfo_endpoint", ""),
            told["jwks_uri"], "client_secret_basic" in methods,
        )  # fmt: skip
    except KeyError as missing:
        raise ProviderError(f"no {missing}") from None


async def _vouched_for(request: web.Request, settings: Settings, asked: dict[str, str]) -> str:
    """Return the mail address of whom the provider signed in. Raises ProviderError."""
    if request.query.get("iss", settings.oidc_issuer) != settings.oidc_issuer:
        raise ProviderError("another issuer")
    code = request.query.get("code", "")
    if not code:
        raise ProviderError("no code")
    async with _client() as client:
        provider = await _discover(client, settings)
        tokens = await _exchange(client, provider, settings, code, asked["verifier"])
        claims = _claims(
            str(tokens.get("id_token", "")), await _json(client, provider.certificates), settings
        )
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), asked["nonce"].encode()):
            raise ProviderError("nonce")
        if "email" not in claims and provider.userinfo:
            more = await _json(client, provider.userinfo, bearer=str(tokens.get("access_token", "")))
            if more.get("sub") != claims["sub"]:
                raise ProviderError("another subject")
            claims = {**more, **claims}
    # A provider that does not say whether an address is verified is the organisation's own.
    if not claims.get("email") or claims.get("email_verified", True) is not True:
        raise ProviderError("no verified address")
    return str(claims["email"])


async def _exchange(
    client: aiohttp.ClientSession, provider: Provider, settings: Settings, code: str, verifier: str
) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": settings.address + BACK,
        "code_verifier": verifier,
    }
    if provider.takes_basic:
        name, secret = quote(settings.oidc_client_id, safe=""), quote(settings.oidc_client_secret, safe="")
        return await _json(client, provider.token, form=form, auth=aiohttp.BasicAuth(name, secret))
    named = {"client_id": settings.oidc_client_id, "client_secret": settings.oidc_client_secret}
    return await _json(client, provider.token, form={**form, **named})


def _claims(token: str, certificates: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Return what a signed token says, once its signature, issuer, audience and times are found right."""
    try:
        wanted = jwt.get_unverified_header(token).get("kid")
        found = [one for one in jwt.PyJWKSet.from_dict(certificates).keys if wanted in (None, one.key_id)]
        if not found:
            raise ProviderError("unknown key")
        claims: dict[str, Any] = jwt.decode(
            token, found[0], algorithms=_SIGNATURES, audience=settings.oidc_client_id,
            issuer=settings.oidc_issuer, leeway=_CLOCKS_MAY_DIFFER_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise ProviderError(type(error).__name__) from None
    return claims


async def _json(
    client: aiohttp.ClientSession,
    url: str,
    *,
    form: dict[str, str] | None = None,
    bearer: str = "",
    auth: aiohttp.BasicAuth | None = None,
) -> dict[str, Any]:
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
    try:
        async with client.request(
            "POST" if form else "GET", url, data=form, headers=headers, auth=auth, allow_redirects=False
        ) as answer:
            told = await answer.json(content_type=None)
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
        raise ProviderError(type(error).__name__) from None
    if answer.status != 200 or not isinstance(told, dict):
        raise ProviderError(f"status {answer.status}")
    return told
