"""Court, lawyers or claims held over the client; naming a clause or a sum owed is none."""

from cleanbreak.correspondence.drafts.cues import Cues, CuesByLanguage

LABEL = "legal_threat"
_DE = Cues(
    strong=(
        r"(?:vor|beim?|übers?|über das|zum|ans|ins) (?:\w+)?gericht~(?:wieder|sehen|treffen|landen|zieh\w*|geh\w*|einklag\w*|hol\w*|enden|endet)",
        r"(?:seh\w*|treff\w*|landen|zieh\w*|geh\w*|hol\w*|bring\w*|klär\w*|streit\w*|einfordere|einfordern)~(?:vor|übers?|über das|beim?) (?:\w+)?gericht\w*",
        r"vor (?:dem|den|das|die|einem) (?:\w*richter|kadi|\w*gericht)", r"vor gericht",
        r"(?:(?:wir|ich) (?:ver)?klagen?|verklag\w*|klage (?:ich|wir|einreichen|erheben|droht|wird|auf)|(?:räumungs|unterlassungs|schadenersatz|zahlungs|leistungs|feststellungs)klage|klag\w* ~ein(?:zu)?|einklag\w*)",
        r"(?:zeig\w*|bring\w*|erstatt\w*|stell\w*|mache?)~(?:an|(?:zur |straf)?anzeige)(?= *$|[.!,;])", r"(?:straf)?anzeige (?:erstatten|gegen|raus|ist raus|wegen)", r"strafanzeige", r"anzeigen(?= *[.!])",
        r"mahnbescheid\w*", r"gerichtsvollzieher\w*", r"gerichtlich\w*", r"einstweilige\w* verfügung\w*", r"unterlassung\w*", r"vertragsstrafe\w*",
        r"schadens?ersatz\w*", r"(?:rechtliche|juristische|gerichtliche|zivilrechtliche|strafrechtliche)\w* (?:schritt\w*|folgen|konsequenz\w*|mittel\w*|nachspiel)", r"(?:juristisch\w*|strafrechtlich\w*|rechtlich) (?:vorgeh\w*|gegen|verfolg\w*|belang\w*|durchsetz\w*|nachspiel)",
        r"(?:auf dem )?rechtsweg\w*", r"(?:<my>|einen|der|die|eine|meiner|meinem) (?:\w+ )?(?:rechts)?(?:anwalt|anwält\w*|anwalts\w*|beistand|rechtsbeistand|advokat\w*)~(?:ein\w*|beauftrag\w*|übergeb\w*|meld\w*|schreib\w*|hör\w*|kennen\w*|wart\w*|bereit\w*|schreibtisch|freu\w*|kümmer\w*|nehm\w*|schalt\w*|post|prüf\w*|regel\w*|red\w*|sprech\w*|wird)",
        r"(?:hör\w*|bekomm\w*|kriegst|kriegen|post|meld\w*|lern\w*|brief|schreiben|übergeb\w*|unterhalt\w*|sprech\w*|red\w*|schalt\w*|nehm\w*|beauftrag\w*|wend\w*|überlass\w*|sache)~(?:<my>|einen?|einem|der|vom|beim|ans?) (?:\w+ )?(?:(?:rechts)?(?:anwalt\w*|anwält\w*|beistand)|kanzlei|rechtsschutz\w*|anwaltskanzlei|inkasso\w*|staatsanwalt\w*|rechtsabteilung)",
        r"kanzlei~(?:auf <you>|bei <you>|gegen <you>)", r"inkasso\w*", r"staatsanwalt\w*", r"in regress", r"haftbar", r"zwangsvollstreck\w*", r"pfänd\w*",
        r"(?:ansprüche|forderung\w*)~(?:geltend|durchsetz\w*|vorbehalt\w*|eintreib\w*|treib\w*|beitreib\w*|einforder\w*)", r"behalt\w* (?:ich |wir )?(?:mir|uns)~(?:vor|ansprüche|schritte|klage)",
        r"(?:wird|werden|hat|haben|gibt|kann|könnte)~(?:ein )?(?:juristisches|gerichtliches|rechtliches) nachspiel", r"polizei~(?:ruf\w*|hol\w*|meld\w*|geh\w*|schalt\w*)", r"(?:ruf\w*|hol\w*|geh\w*|schalt\w*|zur) ~polizei", r"auf herausgabe", r"titulier\w*",
        r"rechtsschutz(?:versicherung)?~(?:deck\w*|zahl\w*|übernimmt|informiert|freut)", r"(?:teuer|teure\w*) (?:für <you>|zu stehen)", r"(?:abmahnung|abgemahnt|abmahnen)",
    ),
    weak=(r"notfalls", r"sonst", r"andernfalls", r"(?:wenn|falls|sollten|sollte|wer|wehe|noch (?:ein|eine) \w+)~", r"paragraf\w*|§+ ?\d+", r"ansprüche", r"(?:rechts)?anw[aä]lt\w*", r"rechtsbeistand", r"konsequenzen|folgen haben", r"klag\w+", r"gericht\w*"),
    against=(
        r"(?:ohne|keine?n?|nie(?:mals)?|nicht)~(?:gericht\w*|anw[aä]lt\w*|klage\w*|rechtlich\w* schritte|verklag\w*)(?! *(?:mehr )?(?:aus|scheuen|zögern))",
        r"(?:frist|fristgerecht|fristgemäß)~(?:nach|gemäß|laut)", r"(?:dolmetsch\w*|übersetz\w*|verhandlung\w*|termine?) ~(?:gericht)",
    ),
)
_EN = Cues(
    strong=(
        r"(?:see|meet|drag|take|haul|end up|settle|fight|pursue|recover|get|be|going|go|back)~(?:in|to|through|before|via|by) (?:the |a |an |small claims |county |crown |high |civil )*(?:court\w*|judge|tribunal|small claims)",
        r"(?:small[- ]claims|county court|court of law|magistrates?)", r"(?:sue|suing|sued)", r"lawsuit", r"writ", r"bailiffs?", r"injunction\w*", r"cease[- ]and[- ]desist", r"litigat\w+", r"legal (?:action|steps|proceedings|consequences|remedies|route|channels|redress)", r"legally (?:pursue|enforce|liable)",
        r"(?:my|our|a|the|an) (?:\w+ )?(?:lawyers?|solicitors?|attorneys?|barrister|counsel|legal team|legal people)~(?:will|be|has|have|is|are|gets?|write|contact|touch|hear|desk|know|already|ready|waiting|look|drafting|enjoy|on|'s)",
        r"(?:hear|hearing|letter|meets?|know|instruct\w*|hand\w*|engage\w*|hire\w*|pass\w*|call\w*|speak\w*|talk\w*|consult\w*|retain\w*|deal\w*|through|brief\w*|set|get|introduc\w*|via|to)~(?:my|our|a|an|the) (?:\w+ )?(?:lawyers?|solicitors?|attorneys?|barrister|legal team|legal counsel|debt collect\w*|collection agency)",
        r"instruct\w* (?:counsel|solicitors)", r"(?:claim|seek|demand|liable|pursue)~damages", r"(?:press|file|bring|lay) charges", r"report (?:you|this|it|the matter)~(?:police|authorit\w*|taxman|trading standards|hmrc|irs)", r"(?:police|the law) ~(?:on you|involved|called|at your door)", r"call(?:ing)? the police",
        r"(?:reserve|assert|enforce)~(?:right\w*|claims?|damages)", r"(?:claims?|demands?)~(?:settled|enforced|decided|judge|court)", r"debt collect\w+", r"collections? agency", r"court order", r"court action", r"in court", r"(?:to|before) court", r"before a judge", r"(?:breach|libel|defamation|slander) (?:suit|action|claim|proceedings)", r"serve(?:d)? (?:you )?(?:with )?(?:papers|a notice|court)", r"prosecut\w+", r"statutory demand", r"charging order", r"hold you (?:liable|legally|personally)",
    ),
    weak=(r"(?:if|should|unless|or else|otherwise|any\w*|one more)", r"need be", r"lawyers?|solicitors?|attorneys?|barristers?", r"court", r"legal(?:ly)?", r"claims?", r"consequences"),
    against=(r"(?:no|not|never|without|rather than|n't)~(?:court|lawyers?|solicitors?|legal action|sue|litigat\w*)(?! *(?:hesitate))", r"(?:interpret\w*|hearing|translat\w*) ~(?:at|in) (?:the )?court"),
)
CUES: CuesByLanguage = {"de": _DE, "en": _EN}
