"""Contact blocks, notices and footers are left out; closing and name stay."""

import pytest

from cleanbreak.correspondence.owntext import own_text


def test_all_below_the_signature_mark_is_left_out() -> None:
    assert own_text("Passt so.\n\n-- \nJörg Muster\nMuster & Partner\nwww.muster.example") == "Passt so."


def test_a_quotation_below_the_signature_ends_it() -> None:
    assert own_text("Passt.\n-- \nJörg\nTel. 030 123456\n> alt\nNachtrag im Text") == "Passt.\nNachtrag im Text"


def test_a_bare_pair_of_hyphens_counts_only_above_a_short_rest() -> None:
    long_rest = "\n".join(f"Punkt {number} ist uns wichtig und bleibt so stehen" for number in range(20))
    assert own_text("Oben\n--\nKim\nkim@studio.example") == "Oben"
    assert own_text(f"Oben\n--\n{long_rest}") == f"Oben\n{long_rest}"


@pytest.mark.parametrize(
    ("closing", "name"),
    [
        ("Mit freundlichen Grüßen", "Adele Pohl"),
        ("Mit freundlichen Grüßen,", "i. A. Adele Pohl"),
        ("Freundliche Grüsse", "Adele Pohl"),
        ("Viele Grüße aus Köln", "Adele"),
        ("LG", "Adele"),
        ("MfG", "A. Pohl"),
        ("Kind regards,", "Joe Sample"),
        ("Best", "Joe"),
        ("Many thanks and best regards", "Joe Sample"),
        ("Cheers!", "Joe"),
        ("Vielen Dank und beste Grüße", "Adele Pohl"),
        ("Yours sincerely", "Joe Sample"),
    ],
)
def test_closing_and_name_stay_and_the_contact_block_goes(closing: str, name: str) -> None:
    block = "Geschäftsführerin\nPohl Gestaltung GmbH\nMundingstraße 92\n50667 Köln\n"
    block += "Tel: +49 221 123456\nwww.pohl.example\nAmtsgericht Köln HRB 12345"
    assert (
        own_text(f"Wir zahlen morgen.\n\n{closing}\n\n{name}\n\n{block}")
        == f"Wir zahlen morgen.\n\n{closing}\n\n{name}"
    )


def test_a_closing_with_the_name_on_its_line_is_kept_whole() -> None:
    assert own_text("Danke!\n\nGruß Didier\nTel. 0170 1234567") == "Danke!\n\nGruß Didier"


def test_short_lines_below_the_name_without_any_contact_stay() -> None:
    text = "Danke\nAnna\nAch ja, bring Kuchen mit"
    assert own_text(text) == text


def test_an_afterthought_below_the_contact_block_stays() -> None:
    mail = "Passt.\n\nViele Grüße\nKim\nTel. 030 123456\n\nPS: Die Rechnung ist immer noch offen."
    assert own_text(mail) == "Passt.\n\nViele Grüße\nKim\nPS: Die Rechnung ist immer noch offen."


def test_thanks_in_the_middle_do_not_end_the_letter() -> None:
    text = "Danke!\n\nIch sehe mir das morgen an und melde mich dann bei Ihnen.\n\nBis dahin bitte nichts ändern."
    assert own_text(text) == text


@pytest.mark.parametrize(
    "footer",
    [
        "Von meinem iPhone gesendet",
        "Sent from my iPhone",
        "Sent from my Galaxy",
        "Gesendet von Mail für Windows 10",
        "Gesendet mit der GMX Mail App",
        "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.",
        "Get Outlook for Android",
        "Get Outlook for iOS<https://aka.example/x>",
        "Outlook für Android herunterladen",
        "Von Samsung Mobile gesendet",
        "Virus-free. www.scanner.example",
        "Gesendet von Outlook für Android",
    ],
)
def test_footers_of_devices_are_left_out(footer: str) -> None:
    assert own_text(f"Bin gleich da.\nBitte warten.\n\n{footer}") == "Bin gleich da.\nBitte warten."


@pytest.mark.parametrize(
    "sentence",
    [
        "Von meinem Gehalt kann ich das nicht zahlen.",
        "Sent from my perspective this is simply wrong and you know it.",
        "Diese Nachricht habe ich nie gesehen.",
    ],
)
def test_sentences_that_begin_like_a_footer_stay(sentence: str) -> None:
    text = f"Hallo,\n\n{sentence}"
    assert own_text(text) == text


@pytest.mark.parametrize(
    "notice",
    [
        "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der\n"
        "richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte den Absender.",
        "This message contains confidential information and is intended only for the addressee. If you received\n"
        "this message in error, please delete it.",
        "CONFIDENTIALITY NOTICE: the contents of this email are confidential.",
        "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
        "Please consider the environment before printing this e-mail.",
        "CAUTION: This email originated from outside of the organization.",
    ],
)
def test_notices_are_left_out(notice: str) -> None:
    assert own_text(f"Wir nehmen das Angebot an.\n\n{notice}") == "Wir nehmen das Angebot an."


def test_a_request_for_secrecy_in_ones_own_words_stays() -> None:
    text = "Hallo Kim,\n\nbitte behandle das vertraulich, es ist noch nicht offiziell."
    assert own_text(text) == text


def test_the_footer_of_a_mailing_list_is_left_out() -> None:
    mail = "It works now.\n\n_______________________________________________\n"
    mail += "Builders mailing list -- builders@lists.example\nTo unsubscribe send an email"
    assert own_text(mail) == "It works now."


def test_the_advertisement_of_a_mail_provider_is_left_out() -> None:
    mail = "Bis morgen!\nKim\n______________________________\nWEB.DE FreeMail: jetzt kostenlos anmelden\nhttps://web.example"
    assert own_text(mail) == "Bis morgen!\nKim"
