"""The demonstration's committee in Gent, in Dutch."""

from cpwb.committees.choices import Side
from cpwb.demo.cast import Chair, Occasion, Story, Venture
from cpwb.demo.gent_meetings import COMING, GATHERINGS, WAITING
from cpwb.members.choices import MandateRole

_POLICE = ("PZ Gent (demo)", "ZP Gand (démo)")
_BRIDGE = ("vzw De Denkbeeldige Brug", "ASBL Le Pont Imaginaire de Gand")
_SALON = ("Vrouwengroep Het Verzonnen Salon", "Groupe de femmes Le Salon Inventé")
_HOUSE = ("'t Voorbeeldhuis & Co <b>vzw</b>", "'t Voorbeeldhuis & Co <b>ASBL</b>")
_CITY = ("Stad Gent (demo)", "Ville de Gand (démo)")

CHAIRS = (
    Chair(
        "chair",
        Side.POLICE,
        _POLICE,
        ("korpsleiding", "direction du corps"),
        "Fien",
        "Voorbeeld",
        MandateRole.CHAIR,
        contact="fien.voorbeeld@pz-gent.example",
        account=True,
    ),
    Chair(
        "wijk",
        Side.POLICE,
        _POLICE,
        ("wijkwerking", "police de quartier"),
        "Lotte",
        "Proefpersoon",
        contact="lotte.proefpersoon@pz-gent.example",
        account=True,
        alternate=("Jörg", "Größenwahn-Musterfall"),
    ),
    Chair(
        "jeugd",
        Side.POLICE,
        _POLICE,
        ("jeugddienst", "service jeunesse"),
        "Wout",
        "Testpersoon",
        contact="wout.testpersoon@pz-gent.example",
    ),
    Chair(
        "onthaal",
        Side.POLICE,
        _POLICE,
        ("onthaal", "accueil"),
        "Zoë",
        "O'Voorbeeld-D'hondt",
        contact="zoe@pz-gent.example",
        ends_in_days=41,
    ),
    Chair("diversiteit", Side.POLICE, _POLICE, ("cel Diversiteit", "cellule Diversité")),
    Chair(
        "brug",
        Side.COMMUNITY,
        _BRIDGE,
        ("afvaardiging van de vereniging", "délégation de l'association"),
        "Idris",
        "Denkbeeldig",
        MandateRole.CO_CHAIR,
        contact="idris@denkbeeldigebrug.example",
        account=True,
        consent=True,
    ),
    Chair(
        "salon",
        Side.COMMUNITY,
        _SALON,
        ("afvaardiging van de vrouwengroep", "délégation du groupe de femmes"),
        "Hana",
        "Fictief",
        contact="0470 00 00 00",
    ),
    Chair(
        "jongeren",
        Side.COMMUNITY,
        _HOUSE,
        ("jongeren uit de wijk", "jeunes du quartier"),
        "עמית",
        "דוגמה",
        contact="amit@voorbeeldhuis.example",
        consent=True,
    ),
    Chair(
        "ouders",
        Side.COMMUNITY,
        _HOUSE,
        ("ouders", "parents"),
        "<script>alert('Robin')</script>",
        "Sjabloon",
        contact="robin@voorbeeldhuis.example",
    ),
    Chair("gebedshuizen", Side.COMMUNITY, _BRIDGE, ("gebedshuizen", "lieux de culte")),
    Chair(
        "secretaris",
        Side.MUNICIPALITY,
        _CITY,
        ("secretariaat", "secrétariat"),
        "Bram",
        "Testman",
        MandateRole.SECRETARY,
        contact="bram.testman@gent.example",
        account=True,
        is_voting=False,
    ),
    Chair(
        "preventie",
        Side.MUNICIPALITY,
        _CITY,
        ("preventiedienst", "service de prévention"),
        "Marie",
        "Modelmans",
        contact="marie.modelmans@gent.example",
    ),
)

VENTURES = (
    Venture(
        ("Voetbaltornooi met gemengde ploegen", "Tournoi de football en équipes mixtes"),
        (
            "Acht gemengde ploegen van politiemensen en jongeren spelen een namiddag tegen elkaar.",
            "Huit équipes mixtes de membres de la police et de jeunes s'affrontent pendant un après-midi.",
        ),
        "evaluated",
        ("brug", "jongeren"),
        place="Sportterrein 3",
        description=(
            "Elke ploeg telt vier politiemensen en vier jongeren.",
            "Chaque équipe compte quatre membres de la police et quatre jeunes.",
        ),
        target_groups=("jongeren van 12 tot 18 jaar", "jeunes de 12 à 18 ans"),
        milestones=(
            (("Terrein vastgelegd", "Terrain réservé"), -20, True),
            (("Ploegen volledig", "Équipes complètes"), -16, True),
        ),
        occasions=(Occasion(14, "Sportterrein 3", (32, 30, 6), (24, 41, 0, 3), (26, 8, 32, 2, 0), (51, 47)),),
        evaluation=(
            (
                "Samen in één ploeg spelen werkt beter dan tegen elkaar.",
                "Jouer dans la même équipe fonctionne mieux que jouer les uns contre les autres.",
            ),
            ("Meisjes vonden moeilijk hun plaats.", "Les filles ont eu du mal à trouver leur place."),
            (
                "Vraag vooraf wie wil meespelen en in welke rol.",
                "Demandez à l'avance qui veut jouer et dans quel rôle.",
            ),
        ),
    ),
    Venture(
        ("Contactkaartje bij controles", "Carte de contact lors des contrôles"),
        (
            "Na elke controle krijgt men een kaartje met dienst en telefoonnummer.",
            "Après chaque contrôle, la personne reçoit une carte avec le nom et le téléphone du service.",
        ),
        "running",
        ("brug",),
        milestones=(
            (("Kaartje gedrukt", "Carte imprimée"), -24, True),
            (("Balans besproken", "Bilan discuté"), -9, True),
            (("Evaluatie klaar", "Évaluation prête"), 4, False),
        ),
        occasions=(Occasion(8, "Stationsbuurt", (4, 19, 0), (3, 20, 0, 0), (2, 15, 6, 0, 0), (18, 13)),),
    ),
    Venture(
        ("Opendeurdag op het commissariaat", "Journée portes ouvertes au commissariat"),
        ("Buurtbewoners kijken achter de balie.", "Les habitants et habitantes découvrent l'envers du guichet."),
        "planned",
        ("ouders",),
        milestones=((("Datum gekozen", "Date choisie"), 3, False),),
    ),
)

STORY = Story(
    key="gent",
    zone_number="5415",
    name=("CoPmittee Gent", "CoPmittee de Gand"),
    purpose=(
        "Politie, gemeenschappen en stad bespreken samen wat er in de buurten leeft, maken afspraken en volgen ze op. "
        "Het comité geeft advies; het behandelt geen klachten en geen dossiers.",
        "La police, les communautés et la ville discutent ensemble de la vie des quartiers, prennent des engagements "
        "et en assurent le suivi. Le comité donne des avis\u00a0; il ne traite ni plainte ni dossier.",
    ),
    languages="nl",
    rhythm_weeks=10,
    quorum=(6, 2, 2),
    chairs=CHAIRS,
    gatherings=GATHERINGS,
    coming=COMING,
    waiting=WAITING,
    ventures=VENTURES,
    standing=((("Nieuws uit de wijken", "Nouvelles des quartiers"), 10),),
    template=(
        ("Wijkbezoek", "Visite de quartier"),
        (
            (("Wandeling door de wijk", "Promenade dans le quartier"), 45),
            (("Wat we zagen en hoorden", "Ce que nous avons vu et entendu"), 30),
        ),
    ),
)
