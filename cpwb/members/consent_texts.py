"""The texts that people agree to, by version.

They are kept here rather than in the catalogues: what somebody agreed to must stay readable word for word, in the
language in which it was read, so a text never changes. A new wording is a new version.
"""

from collections.abc import Mapping

from cpwb.core.bilingual import Bilingual
from cpwb.members.choices import ConsentKind

#: The version that is shown and recorded now.
CURRENT_VERSION = "2026-01"

_TEXTS: Mapping[str, Mapping[ConsentKind, Bilingual]] = {
    "2026-01": {
        ConsentKind.NAMING: Bilingual(
            nl=(
                "Ik ga ermee akkoord dat de leden van de CoPmittees waarin ik zetel, mijn naam zien naast "
                "die van mijn organisatie: op de ledenlijst, bij de vergaderingen en in het verslag. Ik "
                "begrijp dat iemand daaruit iets over mijn afkomst zou kunnen afleiden. Ik kies hier vrij "
                "voor: ook zonder toestemming ben ik volwaardig lid, en dan staat er alleen “lid namens” "
                "mijn organisatie. Ik kan mijn toestemming op elk ogenblik intrekken; mijn naam verdwijnt "
                "dan meteen. Verslagen die al goedgekeurd zijn, blijven zoals ze zijn."
            ),
            fr=(
                "J’accepte que les membres des CoPmittees dans lesquels je siège voient mon nom à côté de "
                "celui de mon organisation\u00a0: dans la liste des membres, sur les pages des réunions et dans le "
                "compte rendu. Je comprends que quelqu’un pourrait en déduire quelque chose sur mon "
                "origine. Je choisis librement\u00a0: sans ce consentement, je reste membre à part entière et "
                "seule la mention «\u00a0membre pour\u00a0» mon organisation apparaît. Je peux retirer mon "
                "consentement à tout moment\u00a0; mon nom disparaît alors aussitôt. Les comptes rendus déjà "
                "approuvés restent tels quels."
            ),
        ),
        ConsentKind.PHOTO: Bilingual(
            nl=(
                "Ik ga ermee akkoord dat foto’s van vergaderingen en activiteiten van het CoPmittee "
                "waarop ik herkenbaar ben, worden gebruikt om te tonen wat het comité doet, zonder mijn "
                "naam erbij. Ik kan mijn toestemming op elk ogenblik intrekken; de foto’s worden dan niet "
                "meer gebruikt. Zonder toestemming neem ik gewoon deel en kom ik niet op de foto."
            ),
            fr=(
                "J’accepte que les photos de réunions et d’activités du CoPmittee sur lesquelles on peut "
                "me reconnaître servent à montrer ce que fait le comité, sans mention de mon nom. Je peux "
                "retirer mon consentement à tout moment\u00a0; les photos ne sont alors plus utilisées. Sans "
                "ce consentement, je participe comme tout le monde et l’on ne me photographie pas."
            ),
        ),
    },
}


def consent_text(kind: ConsentKind, version: str = CURRENT_VERSION) -> Bilingual:
    """Return what one agrees to; raise KeyError for a version that never was."""
    return _TEXTS[version][kind]
