"""Dialogue 4: the head says that another school would be better."""

import pytest

from tests.conftest import System


@pytest.mark.parametrize(
    ("locale", "story", "says"),
    [
        ("nl", "directeur zei dat we beter een andere school kunnen zoeken",
         ["wegadviseren", "schriftelijk aan", "zorgplicht", "inspectie"]),
        ("en", "the head said we had better look for another school",
         ["wegadviseren", "Apply in writing", "zorgplicht", "inspectorate"]),
    ],
)  # fmt: skip
async def test_applying_in_writing_starts_the_duty(
    system: System, locale: str, story: str, says: list[str]
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(story)

        assert answer["custom"]["topic"] == "wegadviseren"
        for words in says:
            assert words in answer["text"]
        assert any("onderwijsinspectie" in source["url"] for source in answer["custom"]["sources"])
        (what_counts,) = await parent.presses(answer["buttons"][1]["title"])
        assert what_counts["custom"]["topic"] == "zorgplicht_start"
