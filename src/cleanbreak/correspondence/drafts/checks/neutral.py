from cleanbreak.correspondence.drafts.cues import Cues
LABEL="neutral"
CUES={
"de":Cues(strong=(
 r"(?:ich )?(?:mache?|sage?|sag'?s|mach'?s|sags) (?:ich )?es (?:kurz|direkt|ohne umwege|gleich|ihnen)|kurz und klar|ohne umwege|ich (?:sag|sage) es|sags direkt|ich will nicht drumherum|setz dich|hast du (?:eine|kurz)|nicht erschrecken|bitte erschrecken|ich rufe an|ich melde mich|ich habe eine nachricht|es geht um|hier das wichtigste|zum nachlesen|schriftliche\w* (?:bestätigung|kündigung)|halte ich fest|fasse zusammen|anbei|alles gute|wünsch\w* (?:ich |wir )?(?:Ihnen|dir|euch|der|dem|allen)~(?:gute|erfolg|glück|familie)",
 r"(?:rechnung\w*|betrag|honorar|abrechnung|guthaben|kosten|provision|fällig|offen (?:ist|sind)|überweis\w*|zahlbar|ausgleich)", r"(?:frist|fristgerecht|ziffer|§+ ?\d+|vertrag)~", r"rückfragen|fragen zur|erreichen Sie mich|bescheid",
 r"freude|gern\w* (?:gearbeitet|betreut|gemacht|bei|zeige|mache)|vermissen|hat mir|schön\w* (?:zeit|jahre)", r"entscheiden Sie in ruhe|in ruhe", r"(?:meine )?entscheidung~(?:fest|gefallen|getroffen)|habe (?:ich )?mich entschieden|der grund(?: ist einfach)?:?", r"soll ich|passt es|wann")),
"en":Cues(strong=(
 r"(?:i'll|i will|let me|i won't) (?:keep (?:this|it) (?:brief|short)|be (?:straight|brief|frank)|say (?:this|it) plainly|tell you (?:how|straight)|beat about)|short and sweet|sit down|i'm ringing|i'm phoning|i'm calling|i'm writing|i am writing|it's about|here's the (?:gist|list)|in writing|written (?:confirmation|notice)|don't be alarmed|i've made a decision|all the best|wish you|i hope you|let me know",
 r"(?:invoices?|fee|sum|payment|costs?|due|outstanding|credit|referral fee)", r"(?:notice|clause|contract|agreement|period)~", r"questions|can be reached|let me know",
 r"joy|enjoyed|miss (?:you|the|it)|loved it|a delight|pleasure", r"take your time|no need to|you don't need", r"my decision|i've decided|i have decided|the reason(?: is simple)?:?", r"shall i|when would|which day|suits? you")),
}
