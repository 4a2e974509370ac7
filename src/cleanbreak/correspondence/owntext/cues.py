"""First words of lines and what they may begin: one look-up a line tells which rules are worth asking."""

ANNOUNCES, LABELS, FORWARDS, CLOSES, FOOTER, NOTICE, CODE = 1, 2, 4, 8, 16, 32, 64

_WORDS = {
    ANNOUNCES: "am on le el il op den em dne w vom zitat quoting citando a",
    LABELS: (
        "von from de da van od fra från от 发件人 差出人 寄件者 gesendet sent datum date an to cc subject betreff objet asunto envoyé enviado "
        "expéditeur absender inviato verzonden fecha дата 发送时间"
    ),
    FORWARDS: "begin anfang weitergeleitete forwarded début inicio original-nachricht",
    CLOSES: (
        "mit freundlich freundliche freundlichen freundlicher freundl freundl. beste besten bester bestem herzliche herzlichen "
        "herzlicher herzl herzl. liebe lieben lieber viele vielen schöne schönen schönes schöner sonnige kollegiale ganz gruß gruss grüße "
        "grüsse gruesse grüß hochachtungsvoll m.f.g mfg lg l.g vg v.g bg hg bis ciao tschüss tschüß tschuess servus with my kind kindest best "
        "warm warmest many kindly friendly regards all cheers sincerely yours respectfully take rgds br v/r thx thanks thank danke dank "
        "schon cordialement saludos greetings und gru"
    ),
    FOOTER: (
        "gesendet von sent get diese mit outlook holen hol download gmx web.de jetzt this typed virus-free virenfrei <end do yahoo! yahoo über "
        "aus written verfasst t-online freenet hotmail versendet"
    ),
    NOTICE: (
        "diese dieses der die bitte vertraulich vertraulichkeitshinweis hinweis wichtiger sollten wenn informationen this the "
        "confidential confidentiality disclaimer please notice important if caution achtung e-mail email any information ** *** "
        "denken bevor think before an nota warning vorsicht externe external [external] save der rechtlicher haftungsausschluss all we"
    ),
    CODE: (
        "at file traceback caused def class import from using public private protected static void int float double bool char const let "
        "var function struct unsigned uint8_t uint16_t uint32_t uint64_t size_t auto typedef select insert update delete create ps "
        "sudo export cmake apt-get pip pip3 jan feb mar apr may jun jul aug sep oct nov dec diff index error exception"
    ),
}
_ENDINGS = ("", ",", ".", "!", ":", "*:", ":*", "：")


def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for cue, words in _WORDS.items():
        for word in words.split():
            for spelling in (
                word,
                word.capitalize(),
                word.upper(),
                f"*{word.capitalize()}",
                f"**{word.capitalize()}",
            ):
                for ending in _ENDINGS:
                    table[spelling + ending] = table.get(spelling + ending, 0) | cue
    for word in ("MfG", "Mfg", "LG", "VG", "BG", "HG", "m.f.G", "V/R"):
        for ending in _ENDINGS:
            table[word + ending] = table.get(word + ending, 0) | CLOSES
    return table


CUES = _table()
