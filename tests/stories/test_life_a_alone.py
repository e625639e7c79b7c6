"""Life A with nobody at the desk: every reminder to the right person, to the minute."""

import re

import pytest

from tests.stories.acts import SECRETS, Life

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEUTRAL = re.compile(
    r"Ada tugas baru di Sipakainge'\.(?: Batas: \d\d Mar \d\d\.\d\d WITA\.)? Buka aplikasi\. "
    r"Ref [0-9A-Z]{4}\s*"
)
LADDER = [
    ("14 21.05", "piket_maros"),
    ("14 21.20", "piket_maros"),
    ("14 21.35", "kepala_maros"),
    ("14 22.05", "provinsi"),
]


def test_desk_desk_again_supervisor_province_are_reminded_to_the_minute(alone: Life) -> None:
    assert alone.told() == LADDER


def test_each_reminder_also_goes_by_mail(alone: Life) -> None:
    receivers = [mail["To"].split("@")[0] for mail in alone.letters]

    assert receivers == [who for _at, who in LADDER]


def test_no_mail_says_more_than_that_there_is_a_task(alone: Life) -> None:
    for mail in alone.letters:
        assert NEUTRAL.fullmatch(mail.get_content()), mail.get_content()
        assert not [secret for secret in SECRETS if secret in str(mail)]


def test_who_was_reminded_reads_it_in_the_inbox_without_a_name(alone: Life) -> None:
    assert "14 Mar 22.05 WITA" in alone.seen["provinsi"]
    assert not [secret for secret in SECRETS if secret in alone.seen["provinsi"]]
