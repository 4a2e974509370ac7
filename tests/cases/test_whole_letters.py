# ruff: noqa: E501
"""Whole letters in freely chosen words: complete as they are, and each cut is named."""

import pytest

from cleanbreak.cases.completeness import missing_items
from cleanbreak.cases.packs import pack_of

LETTERS: list[tuple[str, str, str]] = [
    (
        "freelancer",
        "de",
        """Lieber Herr Santos,
unser Telefonat von heute Vormittag halte ich hiermit schriftlich fest: Ich höre mit der Betreuung Ihres Shops auf. Mein letzter Tag für Sie ist der 28. Februar 2027.
Was schon steht: Das Zahlungsmodul und die Produktseiten sind online und von Ihnen abgenommen. Was noch zu tun ist: die Umstellung der Versandtexte. Die mache ich bis Mitte Februar fertig.
Zum Geld: Von den 3.000 Euro, die Sie im Voraus gezahlt haben, bekommen Sie 850 Euro wieder.
Den Quellcode und alle Entwürfe lade ich bis dahin in Ihren Ordner hoch; sie gehören Ihnen.
Geben Sie mir bitte kurz Bescheid, dass diese Mail bei Ihnen angekommen ist. Haben Sie Fragen? Rufen Sie mich einfach an.
Alles Gute, Tom Weiler""",
    ),
    (
        "freelancer",
        "en",
        """Hi Priya,
following our call this morning: I'm stepping down from the app redesign contract. 30 April 2027 will be the final day I work on it.
So far the onboarding screens and the icon set have been signed off. Still on my list are the settings screens, which I'll wrap up before I go.
You paid £4,000 up front; £900 of that comes back to you within two weeks.
The Figma files and source assets will be transferred into your workspace.
Could you drop me a line to say this arrived? Ping me any time if something's unclear - my email stays the same.""",
    ),
    (
        "msp",
        "en",
        """Dear Mr Okafor,
Our managed services agreement with Harbor Foods will terminate effective 30 June 2027.
Two tickets (the printer rollout and the firewall update) have not been finished; your incoming provider will pick them up.
A final invoice for June will be issued on 5 July.
All administrator credentials will be handed over in the password vault, after which our own accounts are to be deleted.
System documentation and network maps are attached. The most recent backup set will be handed to you on an encrypted drive.
Customer data on our servers will be wiped on 15 July. Monitoring ceases at 6 pm on the final day.
This notice is sent by courier; please sign for it.""",
    ),
    (
        "tax_adviser_de",
        "de",
        """Sehr geehrter Herr Brand,
das Steuerberatungsmandat kündigen wir zum 31. März 2027.
Die Jahresabschlüsse bis 2025 haben wir erstellt und eingereicht. Unerledigt ist die Einkommensteuererklärung 2026; diese müsste Ihre neue Beraterin übernehmen.
Achten Sie bitte darauf: Die Umsatzsteuer-Voranmeldung ist am 10. April 2027 abzugeben.
Unsere Gebührenrechnung über 640,00 EUR liegt bei.
Ihre Belege und Buchführungsunterlagen liegen ab dem 1. April zur Abholung bereit. Die Übertragung der DATEV-Daten stoßen wir an, sobald Sie uns die neue Kanzlei nennen.
Die Vollmacht beim Finanzamt geben wir zurück.
Wir bitten um kurze Bestätigung, dass Sie dieses Schreiben erhalten haben.""",
    ),
    (
        "lawyer",
        "en",
        """Dear Ms Alvarez,
We are withdrawing as your counsel in the matter Alvarez v. Dune Ltd. Our representation ends on 12 May 2027.
The reply brief is not yet drafted. Your new attorney will have to file it.
Note that the statute of limitations on the second claim runs out on 1 August 2027.
The county bar runs a referral service that can help you find someone.
Your complete file is ready for pickup. We will refund the unused portion of your retainer, $2,150, within ten days.
We have moved for leave of court. After 12 May we can give you no further legal advice.
Sent by certified mail, return receipt requested.""",
    ),
    (
        "doctor",
        "de",
        """Sehr geehrte Frau Lindt,
das Behandlungsverhältnis mit unserer Praxis beenden wir zum 30.06.2027.
Die Wundversorgung läuft noch; sie schließen wir bis dahin ab. In dringenden Fällen sind wir bis zu diesem Tag für Sie da.
Über die Terminservicestelle (116117) finden Sie eine andere Praxis.
Auf Wunsch senden wir Ihre Befunde direkt an die neue Praxis, sobald Ihre Einwilligung vorliegt.
Einschreiben mit Rückschein""",
    ),
    (
        "photographer",
        "de",
        """Guten Tag Frau Noll,
ich beende den Auftrag Imagefotos zum 15.05.2027.
Gemacht sind die Teamporträts. Die Werksaufnahmen stehen noch aus.
Ich berechne Ihnen nur den Porträttag, 900 Euro netto.
Sie erhalten die Porträts als JPG über einen Link. Sie dürfen sie unbefristet auf Ihrer Website verwenden.
Die Rohdaten hebe ich zwei Jahre auf.
Bitte schreiben Sie mir kurz zurück, dass der Brief da ist.""",
    ),
    (
        "coach",
        "en",
        """Hello Dana,
I have decided to bring our coaching to a close; our last day is 20 March 2027.
You booked ten hours and used seven; I'll refund the three that are left, EUR 360.
If you would like to go on, the federation keeps a directory of coaches.
What you told me stays between us. Please remember that coaching does not take the place of therapy.
Let me know that you received this.""",
    ),
    (
        "accountant_uk",
        "en",
        """Dear Mr Pell,
We hereby disengage as your accountants with effect from 31 January 2027.
The 2025 accounts are filed at Companies House. The 2026 corporation tax return has yet to be prepared and should be prepared by your next accountant.
It has to reach HMRC by 31 December 2027, otherwise a penalty applies.
Our fee note of £780 is enclosed.
Your books are being returned with this letter. We shall be glad to give your new accountants the usual handover information.
HMRC has been told that we cease to act.
Recorded delivery""",
    ),
    (
        "agency",
        "de",
        """Liebe Frau Kern,
die Agenturvereinbarung vom 1. März 2024 kündigen wir fristgerecht zum 30. September 2027.
Kampagne Frühling ist ausgeliefert. Der Relaunch des Blogs ist erst zur Hälfte umgesetzt; den Rest erledigt Ihr Haus.
Die letzte Rechnung stellen wir Ende September.
Layoutdateien übergeben wir auf einem Datenträger. An den Texten räumen wir Ihnen das ausschließliche Nutzungsrecht ein.
Die Werbekonten bei den Suchmaschinen sind Ihnen bereits überschrieben; unsere Administratorrechte dort entziehen Sie bitte.
Vorab per E-Mail, Original per Post.""",
    ),
]

CUTS = [
    (0, "Mein letzter Tag für Sie ist der 28. Februar 2027.", "end_date"),
    (0, "Den Quellcode und alle Entwürfe lade ich bis dahin in Ihren Ordner hoch; sie gehören Ihnen.", "records"),
    (1, "You paid £4,000 up front; £900 of that comes back to you within two weeks.", "fees"),
    (1, "So far the onboarding screens and the icon set have been signed off.", "work_done"),
    (2, "System documentation and network maps are attached.", "documentation"),
    (2, "Monitoring ceases at 6 pm on the final day.", "monitoring_end"),
    (3, "Die Vollmacht beim Finanzamt geben wir zurück.", "agent_authority"),
    (3, "Achten Sie bitte darauf: Die Umsatzsteuer-Voranmeldung ist am 10. April 2027 abzugeben.", "deadlines"),
    (4, "We have moved for leave of court.", "court_leave"),
    (4, "We will refund the unused portion of your retainer, $2,150, within ten days.", "unearned_fees"),
    (4, "The county bar runs a referral service that can help you find someone.", "successor"),
    (5, "In dringenden Fällen sind wir bis zu diesem Tag für Sie da.", "emergency"),
    (5, "Einschreiben mit Rückschein", "delivery"),
    (6, "Die Rohdaten hebe ich zwei Jahre auf.", "archive"),
    (6, "Sie dürfen sie unbefristet auf Ihrer Website verwenden.", "rights"),
    (7, "What you told me stays between us.", "keep_confidential"),
    (7, "If you would like to go on, the federation keeps a directory of coaches.", "successor"),
    (8, "HMRC has been told that we cease to act.", "agent_authority"),
    (8, "Our fee note of £780 is enclosed.", "fees"),
    (9, "Kampagne Frühling ist ausgeliefert.", "work_done"),
    (9, "Vorab per E-Mail, Original per Post.", "delivery"),
]


@pytest.mark.parametrize("number", range(len(LETTERS)))
def test_a_complete_letter_lacks_nothing(number: int) -> None:
    pack, lang, text = LETTERS[number]
    assert missing_items(text, pack_of(pack), lang) == []


@pytest.mark.parametrize(("number", "sentence", "code"), CUTS)
def test_a_cut_is_named_and_nothing_else(number: int, sentence: str, code: str) -> None:
    pack, lang, text = LETTERS[number]
    assert sentence in text
    assert missing_items(text.replace(sentence, ""), pack_of(pack), lang) == [code]
