"""Staff sign in with the account of their organisation: a real OpenID provider, in a real browser."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from store import staff
from store.database import open_database
from tests.conftest import ROOT, System
from tests.people import PASSWORD, email_of, employ, invent

ANNA = "anna@sso.example"


@pytest.fixture(scope="module")
def engine(system: System) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{system.database}")
    point = invent(made, "PO9977", "Steunpunt Aanmelden")
    anna = employ(made, point, "Anna")
    staff.change(made, anna, email=ANNA)
    with_code = employ(made, point, "Bram")
    staff.change(made, with_code, code_secret=pyotp.random_base32())
    left = employ(made, point, "Carla")
    staff.change(made, left, is_active=False)
    yield made
    made.dispose()


@pytest.fixture
def provider(system: System) -> Iterator[None]:
    issuer = system.environ["WEGWIJS_OIDC_ISSUER"]
    port, back = issuer.rsplit(":", 1)[1], f"{system.url}/console/sign-in/oidc/back"
    running = subprocess.Popen(
        ["node", "tests/provider.mjs", port, back],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration").close()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    yield
    running.kill()
    running.wait()


@pytest.fixture
def page(browser: Browser, engine: Engine) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="nl")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def signs_in_at_the_provider(page: Page, system: System, name: str, there: str = "/console") -> None:
    page.goto(f"{system.url}{there}")
    page.get_by_role("link", name="Log in met Schoolconext").click()
    page.fill("[name=login]", name)
    page.fill("[name=password]", "whatever")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


@pytest.mark.usefixtures("provider")
def test_she_signs_in_at_her_organisation_and_comes_where_she_wanted_to_be(
    page: Page, system: System
) -> None:
    signs_in_at_the_provider(page, system, ANNA, "/console/me")
    page.wait_for_url(f"{system.url}/console/me")
    expect(page.locator("#name")).to_have_value("Anna")
    assert "wegwijs_oidc" not in {cookie["name"] for cookie in page.context.cookies()}


@pytest.mark.usefixtures("provider")
def test_an_answer_of_the_provider_is_taken_once_and_from_the_browser_that_asked(
    page: Page, browser: Browser, system: System
) -> None:
    answers: list[str] = []
    back = f"{system.url}/console/sign-in/oidc/back?"
    page.on("request", lambda request: answers.append(request.url) if request.url.startswith(back) else None)
    signs_in_at_the_provider(page, system, ANNA)
    page.wait_for_url(f"{system.url}/console")
    page.goto(answers[0])
    expect(page.get_by_role("alert")).to_contain_text("niet gelukt")
    thief = browser.new_context().new_page()
    assert thief.goto(answers[0]).status == 400
    thief.goto(f"{system.url}/console/me")
    assert thief.url == f"{system.url}/console/sign-in?next=/console/me"
    thief.context.close()


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("niemand@sso.example", "geen account"),
        (email_of("Carla", "test-po9977"), "geen account"),
        ("unverified@sso.example", "niet gelukt"),
    ],
    ids=["unknown", "has left", "address not verified"],
)
def test_whom_the_provider_knows_and_we_do_not_is_told_whom_to_ask(
    page: Page, system: System, name: str, told: str
) -> None:
    signs_in_at_the_provider(page, system, name)
    expect(page.get_by_role("alert")).to_contain_text(told)
    page.goto(f"{system.url}/console")
    expect(page.locator("#password")).to_be_visible()


@pytest.mark.usefixtures("provider")
def test_who_has_a_second_step_here_is_still_asked_for_it(page: Page, system: System) -> None:
    signs_in_at_the_provider(page, system, email_of("Bram", "test-po9977"))
    expect(page.locator("[name=code]")).to_be_visible()


def test_a_provider_that_is_away_leaves_the_password(page: Page, system: System) -> None:
    page.goto(f"{system.url}/console")
    page.get_by_role("link", name="Log in met Schoolconext").click()
    expect(page.get_by_role("alert")).to_contain_text("niet te bereiken")
    page.fill("#email", ANNA)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wachtrij")
