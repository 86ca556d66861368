"""What an OpenID provider says is believed only when it is signed by it, for us, now."""

import time
from dataclasses import replace

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from desk.console.single_sign_on import ProviderError, _claims
from desk.settings import Settings, SettingsError, read_settings

KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
US = Settings(
    oidc_issuer="https://id.example",
    oidc_client_id="wegwijs",
    oidc_client_secret="a secret that is long enough for HS256",
)
KEYS = {
    "keys": [
        {**jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "1", "alg": "RS256"}
    ]
}


def said(**changes: object) -> dict:
    now = int(time.time())
    claims = {
        "iss": "https://id.example",
        "aud": "wegwijs",
        "sub": "anna",
        "iat": now,
        "exp": now + 300,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def signed(claims: dict, key: object = KEY, algorithm: str = "RS256", kid: str = "1") -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


def test_what_is_signed_for_us_now_is_believed() -> None:
    assert _claims(signed(said(email="anna@x.nl")), KEYS, US)["email"] == "anna@x.nl"


@pytest.mark.parametrize(
    "token",
    [
        signed(said(iss="https://other.example")),
        signed(said(aud="somebody else")),
        signed(said(exp=int(time.time()) - 300)),
        signed(said(iat=int(time.time()) + 3600)),
        signed(said(sub=None)),
        signed(said(exp=None)),
        signed(said(), OTHER),
        signed(said(), kid="unknown"),
        signed(said(), US.oidc_client_secret, "HS256"),
        signed(said(), None, "none"),
        "no token",
        "",
    ],
    ids=[
        "of another issuer", "for another client", "expired", "from the future", "of nobody", "for ever",
        "signed by another", "by an unknown key", "with the client's secret", "unsigned", "none", "empty",
    ],
)  # fmt: skip
def test_anything_else_is_not(token: str) -> None:
    with pytest.raises(ProviderError):
        _claims(token, KEYS, US)


@pytest.mark.parametrize(
    "given",
    [
        {"OIDC_ISSUER": "http://id.example", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"},
        {"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_SECRET": "b"},
        {"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "a"},
    ],
    ids=["without https", "without a client", "without a secret"],
)
def test_half_a_provider_is_refused_at_the_start(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="OIDC"):
        read_settings({f"WEGWIJS_{name}": value for name, value in given.items()})


def test_the_secret_is_in_no_picture_of_the_settings() -> None:
    assert "a secret" not in repr(replace(US, smtp_password="another"))
