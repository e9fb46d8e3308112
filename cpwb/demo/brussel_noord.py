"""The demonstration's committee in Brussel-Noord, in both languages."""

from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Side
from cpwb.demo.cast import Chair, Gathering, Occasion, Point, Promise, Story, Venture
from cpwb.meetings.choices import ItemKind, Visibility
from cpwb.members.choices import MandateRole

_POLICE = ("PZ Brussel-Noord (demo)", "ZP Bruxelles-Nord (démo)")
_YOUTH = ("Jongerenwerking De Proeftuin", "Organisation de jeunesse Le Banc d'Essai")
_NEIGHBOURS = ("Buurtcomité Sjabloonplein", "Comité de quartier Place du Gabarit")
_TOWN = ("Gemeente (demo)", "Commune (démo)")

CHAIRS = (
    Chair(
        "school",
        Side.POLICE,
        _POLICE,
        ("schoolwerking", "équipe scolaire"),
        "Noor",
        "Sjabloon",
        MandateRole.CO_CHAIR,
        contact="noor.sjabloon@pz-brunord.example",
        account=True,
    ),
    Chair(
        "diversite",
        Side.POLICE,
        _POLICE,
        ("netwerk diversiteit", "réseau diversité"),
        "Camille",
        "Patron",
        language="fr",
        contact="camille.patron@pz-brunord.example",
    ),
    Chair("trein", Side.POLICE, _POLICE, ("interventiedienst", "service d'intervention")),
    Chair(
        "jeunesse",
        Side.COMMUNITY,
        _YOUTH,
        ("jongerenwerking", "travail de jeunesse"),
        "Yara",
        "Imaginaire",
        MandateRole.CHAIR,
        "fr",
        "yara@bancdessai.example",
        account=True,
        consent=True,
    ),
    Chair(
        "buurt",
        Side.COMMUNITY,
        _NEIGHBOURS,
        ("buurtbewoners", "habitants et habitantes"),
        "Ömer-Faruk",
        "Ğ'Örnek",
        contact="buurt@sjabloonplein.example",
    ),
    Chair(
        "meres",
        Side.COMMUNITY,
        _NEIGHBOURS,
        ("moeders", "mères"),
        "Fatou",
        "Fictive",
        language="fr",
        contact="0480 00 00 00",
        consent=True,
    ),
    Chair(
        "commune",
        Side.MUNICIPALITY,
        _TOWN,
        ("secretariaat", "secrétariat"),
        "Pol",
        "Maquet",
        MandateRole.SECRETARY,
        "fr",
        "pol.maquet@commune.example",
        account=True,
        is_voting=False,
    ),
)

_NL, _FR = "Gemeenschapscentrum De Proef", "Centre communautaire L'Essai"

GATHERINGS = (
    Gathering(
        place=_NL,
        excused=("diversite",),
        summary=(
            "In kleine groepen vertelde iedereen over één ontmoeting die goed was, en één die dat niet was. Het comité "
            "werkt een escape game uit voor gemengde groepjes van jongeren en politie.",
            "En petits groupes, chacun a raconté une rencontre qui s'est bien passée et une autre qui s'est mal "
            "passée. Le comité élabore un escape game pour des groupes mixtes de jeunes et de policiers.",
        ),
        points=(
            Point(
                "Jongeren en politie: wat denken we van elkaar?",
                proposed_by="jeunesse",
                notes="<div>In kleine groepen vertelt iedereen over één ontmoeting die goed was, en één die dat niet "
                "was.</div>",
                visibility=Visibility.PUBLIC,
                decisions=("Het comité werkt een escape game uit voor gemengde groepjes.",),
                promises=(
                    Promise(
                        "Een eerste scenario voor de escape game uitschrijven",
                        "school",
                        45,
                        ActionState.DONE,
                        "Getest met zes collega's.",
                        "Scenario klaar in twee talen.",
                        40,
                    ),
                ),
            ),
        ),
    ),
    Gathering(
        place=_FR,
        language="fr",
        absent=("buurt",),
        unnamed=2,
        points=(
            Point(
                "Escape game «\u00a0Le dossier oublié\u00a0»\u00a0: premières séances",
                proposed_by="school",
                kind=ItemKind.INFORMATION,
                notes="<div>La discussion de trente minutes compte plus que le jeu. Confier l'animation à une "
                "personne extérieure à la police.</div>",
                promises=(
                    Promise(
                        "Trouver une personne extérieure à la police pour l'animation",
                        "jeunesse",
                        35,
                        ActionState.IN_PROGRESS,
                        "Deux candidatures.",
                    ),
                ),
            ),
            Point(
                "Bruit et présence policière le soir",
                proposed_by="meres",
                notes="<div>Les mères demandent une présence à pied, pas seulement en voiture.</div>",
                decisions=(("Essai de patrouilles à pied le vendredi soir.", 2, 1, 1),),
                promises=(
                    Promise("Patrouilles à pied le vendredi, pendant deux mois", "diversite", 63, ActionState.OPEN),
                ),
            ),
        ),
    ),
    Gathering(
        place=_NL,
        replaced=(),
        excused=("meres",),
        points=(
            Point(
                "Hoe verloopt een klacht in twee talen?",
                proposed_by="buurt",
                kind=ItemKind.INFORMATION,
                notes="<div>De zone antwoordt in de taal van de burger. De leden vragen een tweetalige affiche.</div>",
                promises=(
                    Promise(
                        "Tweetalige affiche: waar kan men terecht met een klacht?", "commune", 42, ActionState.OPEN
                    ),
                ),
            ),
        ),
    ),
)

COMING = Gathering(
    place=_FR,
    language="fr",
    points=(
        Point("Bilan des patrouilles à pied", proposed_by="meres", kind=ItemKind.DECISION, minutes=30),
        Point("Prochaine édition de l'escape game", proposed_by="school", minutes=20),
    ),
)

VENTURES = (
    Venture(
        ("Escape game 'Het vergeten dossier'", "Escape game «\u00a0Le dossier oublié\u00a0»"),
        (
            "Gemengde groepjes van drie jongeren en drie politiemensen lossen samen raadsels op over een verzonnen "
            "inbraak, en praten er nadien over.",
            "De petits groupes mixtes de trois jeunes et trois membres de la police résolvent ensemble les énigmes "
            "d'un cambriolage imaginaire, puis en discutent.",
        ),
        "running",
        ("jeunesse",),
        target_groups=("jongeren van 15 tot 20 jaar", "jeunes de 15 à 20 ans"),
        milestones=((("Scenario klaar", "Scénario prêt"), -22, True), (("Tien sessies", "Dix séances"), 6, False)),
        occasions=(
            Occasion(15, _NL, (30, 34, 0), (28, 35, 0, 1), (22, 12, 30, 0, 0), (58, 53)),
            Occasion(7, _FR, (9, 9, 0), (4, 13, 0, 1), (6, 3, 9, 0, 0), (16, 15)),
        ),
    ),
    Venture(
        ("Buurtwandeling", "Balade de quartier"),
        ("Samen door de wijk.", ""),
        "idea",
        ("buurt",),
    ),
)

STORY = Story(
    key="brussel-noord",
    zone_number="5344",
    name=("CoPmittee Brussel-Noord", "CoPmittee Bruxelles-Nord"),
    purpose=(
        "Jongeren, buurt, gemeente en politie aan één tafel.",
        "Jeunes, quartier, commune et police à la même table.",
    ),
    languages="nl+fr",
    rhythm_weeks=12,
    quorum=(None, 1, 1),
    chairs=CHAIRS,
    gatherings=GATHERINGS,
    coming=COMING,
    waiting=(Point("Signalisatie in twee talen", proposed_by="buurt"),),
    ventures=VENTURES,
    next_in_days=37,
    hour="19.00",
)
