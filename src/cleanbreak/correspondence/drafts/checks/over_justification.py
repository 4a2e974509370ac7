from cleanbreak.correspondence.drafts.cues import Cues, CuesByLanguage
LABEL = "over_justification"
