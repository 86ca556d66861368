"""Serve the actions on loopback only: the SDK's own server has no authentication and listens everywhere."""

import os
from datetime import date

from rasa_sdk.endpoint import configure_cors, create_app

from actions.registry import registry
from guide.answers import responses
from guide.facts import facts
from guide.language import catalog, date_in_words, languages
from guide.letters import letters
from guide.routes import situations
from guide.terms import deadlines


def main() -> None:
    """Run the action server until it is told to stop."""
    port = int(os.environ.get("WEGWIJS_ACTIONS_PORT", "5055"))
    read_everything_once()
    app = create_app("actions")
    configure_cors(app, cors_origins=None)
    app.run("127.0.0.1", port, workers=1, access_log=False)


def read_everything_once() -> None:
    """Read all data now (facts, terms, answers, register), so that the first parent does not wait for it."""
    day = date(2026, 1, 1)
    facts()
    responses()
    situations()
    letters()
    registry().matcher()
    deadlines({"application": day, "refusal": day})
    for locale in languages():
        catalog(locale)
        date_in_words(day, locale)


if __name__ == "__main__":
    main()
