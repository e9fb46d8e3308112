"""The demonstration's committee in Charleroi, in French."""

from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Nth, Side, Weekday
from cpwb.demo.cast import Chair, Gathering, Occasion, Point, Promise, Stay, Story, Venture
from cpwb.meetings.choices import ItemKind, Visibility
from cpwb.members.choices import MandateRole

_POLICE = ("PZ Charleroi (demo)", "ZP Charleroi (démo)")
_BRIDGE = ("vzw De Ingebeelde Brug", "ASBL Le Pont Imaginaire")
_WOMEN = ("Vereniging De Verzonnen Vrouwen", "Association Les Femmes Fictives")
_YOUTH = ("Jeugdhuis L'Exemple", "Maison de jeunes L'Exemple")
_TOWN = ("Stad Charleroi (demo)", "Ville de Charleroi (démo)")

CHAIRS = (
    Chair(
        "presidence",
        Side.POLICE,
        _POLICE,
        ("directie", "direction"),
        "Nadia",
        "Exemplaire",
        MandateRole.CHAIR,
        "fr",
        "nadia.exemplaire@zp-charleroi.example",
        account=True,
    ),
    Chair(
        "relais",
        Side.POLICE,
        _POLICE,
        ("contactambtenaren haatmisdrijven", "policiers-relais"),
        "Hugo",
        "Prototype",
        language="fr",
        contact="hugo.prototype@zp-charleroi.example",
        account=True,
        alternate=("Inès", "Spécimen"),
    ),
    Chair(
        "rh",
        Side.POLICE,
        _POLICE,
        ("personeelsdienst", "ressources humaines"),
        "Élodie",
        "Gabarit",
        language="fr",
        contact="elodie.gabarit@zp-charleroi.example",
    ),
    Chair("quartier", Side.POLICE, _POLICE, ("wijkwerking", "police de quartier")),
    Chair(
        "pont",
        Side.COMMUNITY,
        _BRIDGE,
        ("afvaardiging van de vereniging", "délégation de l'association"),
        "Moussa",
        "Modèle",
        MandateRole.CO_CHAIR,
        "fr",
        "moussa@pontimaginaire.example",
        account=True,
        consent=True,
    ),
    Chair(
        "femmes",
        Side.COMMUNITY,
        _WOMEN,
        ("afvaardiging van de vrouwen", "délégation des femmes"),
        "Amina",
        "Fictive",
        language="fr",
        contact="Rue de l'Exemple 12, 6000 Charleroi",
    ),
    Chair(
        "jeunes",
        Side.COMMUNITY,
        _YOUTH,
        ("jongeren", "jeunes"),
        "مثال",
        "تجريبي",
        language="fr",
        contact="jeunes@exemple.example",
        consent=True,
        ends_in_days=25,
    ),
    Chair("cultes", Side.COMMUNITY, _BRIDGE, ("gebedshuizen", "lieux de culte")),
    Chair(
        "secretariat",
        Side.MUNICIPALITY,
        _TOWN,
        ("secretariaat", "secrétariat"),
        "Jeanne",
        "Échantillon",
        MandateRole.SECRETARY,
        "fr",
        "jeanne.echantillon@charleroi.example",
        account=True,
        is_voting=False,
    ),
    Chair(
        "prevention",
        Side.MUNICIPALITY,
        _TOWN,
        ("preventiedienst", "service de prévention"),
        "Luc",
        "Maquette",
        language="fr",
        contact="luc.maquette@charleroi.example",
    ),
)

_HALL = "Maison de quartier La Fictive"
_DONE, _BUSY = ActionState.DONE, ActionState.IN_PROGRESS

GATHERINGS = (
    Gathering(
        place=_HALL,
        language="fr",
        excused=("rh",),
        points=(
            Point(
                "Cadre de fonctionnement",
                proposed_by="presidence",
                kind=ItemKind.DECISION,
                visibility=Visibility.PUBLIC,
                notes="<div>Le comité donne des avis et propose des initiatives\u00a0; il ne traite ni plainte ni "
                "dossier individuel. L'ordre du jour est établi conjointement.</div>",
                decisions=("Le cadre de fonctionnement est adopté.",),
            ),
            Point(
                "Priorités de l'année",
                proposed_by="pont",
                notes="<div>Trois priorités\u00a0: délits de haine, accueil au commissariat, activités communes.</div>",
                promises=(
                    Promise(
                        "Rédiger une page sur les trois priorités",
                        "secretariat",
                        21,
                        _DONE,
                        "Relue par la coprésidence.",
                        "Page transmise aux membres.",
                        15,
                    ),
                ),
            ),
        ),
    ),
    Gathering(
        place=_HALL,
        language="fr",
        absent=("jeunes",),
        unnamed=3,
        points=(
            Point(
                "Délits de haine\u00a0: comment déposer plainte, à qui s'adresser",
                proposed_by="relais",
                kind=ItemKind.INFORMATION,
                visibility=Visibility.PUBLIC,
                minutes=30,
                notes="<div>La police présente le rôle des policiers-relais et le parcours d'une plainte. Les membres "
                "constatent que <strong>peu de personnes connaissent l'existence de ces relais</strong>.</div>",
                decisions=("Une séance d'information par district, animée par un policier-relais et une association.",),
                promises=(
                    Promise(
                        "Organiser cinq séances d'information sur les délits de haine",
                        "relais",
                        190,
                        _BUSY,
                        "Deux séances sur cinq ont eu lieu.",
                    ),
                ),
            ),
            Point(
                "Accueil au commissariat\u00a0: langue et interprétation",
                proposed_by="femmes",
                notes="<div>Plusieurs membres signalent que des personnes renoncent à déposer plainte faute "
                "d'interprète.</div>",
                decisions=(
                    "Dresser la liste des langues parlées par le personnel volontaire et afficher le numéro du "
                    "service d'interprétation.",
                ),
                promises=(Promise("Établir la liste des langues parlées à l'accueil", "rh", 56, ActionState.OPEN),),
            ),
        ),
    ),
    Gathering(
        place=_HALL,
        language="fr",
        replaced=("relais",),
        excused=("prevention",),
        points=(
            Point(
                "Cuisine du monde\u00a0: organisation",
                proposed_by="femmes",
                kind=ItemKind.DECISION,
                notes="<div>Douze habitantes et habitants et six membres de la police cuisinent ensemble.</div><ul>"
                "<li>trois recettes</li><li>une question par table</li></ul>",
                decisions=(("Une première édition au printemps, en dehors du mois de ramadan.", 4, 0, 2),),
                promises=(
                    Promise(
                        "Réserver la cuisine de la maison de quartier",
                        "prevention",
                        14,
                        _DONE,
                        "Confirmé.",
                        "Cuisine réservée pour trois soirées.",
                        9,
                    ),
                    Promise(
                        "Rédiger la fiche pratique «\u00a0Cuisine du monde\u00a0»",
                        "secretariat",
                        70,
                        _DONE,
                        "Première version relue.",
                        "Fiche publiée sur l'intranet.",
                        62,
                    ),
                ),
            ),
        ),
    ),
    Gathering(
        place=_HALL,
        language="fr",
        unnamed=1,
        excused=("jeunes", "rh"),
        stays=(Stay("femmes", arrived=3, remark="Avec une interprète."),),
        guests="Une personne d'Unia, un centre régional d'intégration",
        points=(
            Point(
                "Cuisine du monde\u00a0: bilan",
                proposed_by="femmes",
                notes="<div>42 participations, dont 9 membres de la police. À refaire.</div>",
            ),
            Point(
                "Contrôles d'identité dans le centre",
                proposed_by="jeunes",
                minutes=30,
                notes="<div>Les jeunes demandent que la raison d'un contrôle soit toujours dite.</div>",
                decisions=("La direction rappelle la consigne à chaque équipe.",),
                promises=(
                    Promise(
                        "Rappeler la consigne à chaque équipe",
                        "presidence",
                        14,
                        _BUSY,
                        "Trois équipes sur cinq.",
                        moved=(21, "Deux équipes étaient en formation."),
                    ),
                ),
            ),
            Point(
                "Situation d'un membre du personnel",
                proposed_by="presidence",
                visibility=Visibility.RESTRICTED,
                notes="<div>Réservé à la présidence, à la coprésidence et au secrétariat.</div>",
            ),
        ),
    ),
)

COMING = Gathering(
    place=_HALL,
    language="fr",
    points=(
        Point("Séances d'information\u00a0: où en est-on\u00a0?", proposed_by="relais", minutes=20),
        Point(
            "Recrutement\u00a0: témoignages de jeunes", proposed_by="jeunes", minutes=25, visibility=Visibility.PUBLIC
        ),
    ),
)

WAITING = (
    Point("Éclairage de la place", proposed_by="femmes", explanation="Plusieurs personnes évitent la place le soir."),
)

VENTURES = (
    Venture(
        ("Wereldkeuken", "Cuisine du monde"),
        (
            "Buurtbewoners en politiemensen koken samen een maaltijd met recepten uit drie landen.",
            "Des habitantes et habitants et des membres de la police cuisinent ensemble des recettes de trois pays.",
        ),
        "finished",
        ("femmes", "pont"),
        place=_HALL,
        target_groups=("buurtbewoners van alle leeftijden", "habitantes et habitants de tous âges"),
        milestones=(
            (("Keuken gereserveerd", "Cuisine réservée"), -26, True),
            (("Eerste avond", "Première soirée"), -20, True),
        ),
        occasions=(
            Occasion(20, _HALL, (9, 31, 2), (27, 14, 0, 1), (6, 9, 22, 5, 0), (35, 31)),
            Occasion(12, _HALL, (6, 14, 1), (13, 8, 0, 0), (2, 3, 14, 2, 0), (17, 15)),
        ),
    ),
    Venture(
        ("Infosessies over haatmisdrijven", "Séances d'information sur les délits de haine"),
        (
            "Vijf sessies, telkens met een contactambtenaar en een vereniging.",
            "Cinq séances, chaque fois avec un policier-relais et une association.",
        ),
        "running",
        ("pont",),
        milestones=(
            (("Twee sessies gehouden", "Deux séances tenues"), -6, True),
            (("Vijf sessies gehouden", "Cinq séances tenues"), 10, False),
        ),
        occasions=(
            Occasion(9, "District Nord", (2, 25, 1), (12, 15, 0, 1), (0, 7, 19, 2, 0), (20, 18)),
            Occasion(6, "District Sud", (2, 18, 0), (9, 11, 0, 0), (1, 4, 13, 2, 0), (14, 11)),
        ),
    ),
    Venture(
        ("Podcast over samenleven", "Podcast sur le vivre-ensemble"),
        ("", "Trois épisodes enregistrés avec des jeunes et des membres de la police."),
        "stopped",
        ("jeunes",),
        stop_reason="La personne qui portait le projet a changé de fonction.",
    ),
)

STORY = Story(
    key="charleroi",
    zone_number="5330",
    name=("CoPmittee Charleroi", "CoPmittee de Charleroi"),
    purpose=(
        "Het comité brengt lokale politie, gemeenschappen, verenigingen en de stad samen.",
        "Le CoPmittee réunit la police locale, des représentantes et représentants des communautés et des "
        "associations, et la ville. Il donne des avis et propose des initiatives\u00a0; il ne traite ni plainte ni "
        "dossier individuel.",
    ),
    languages="fr",
    rhythm_weeks=9,
    quorum=(None, None, None),
    chairs=CHAIRS,
    gatherings=GATHERINGS,
    coming=COMING,
    waiting=WAITING,
    ventures=VENTURES,
    next_in_days=23,
    hour="18.00",
    monthly=(Nth.THIRD, Weekday.THURSDAY, 2),
    standing=((("", "Tour de table des associations"), 10),),
)
