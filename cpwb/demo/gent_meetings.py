"""The meetings of the demonstration's committee in Gent, in Dutch."""

from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Side
from cpwb.demo.cast import Ballot, Gathering, Point, Promise, Remark, Stay
from cpwb.meetings.choices import ItemKind, Visibility
from cpwb.minutes.choices import ObjectionAnswer

_HALL = "Buurtcentrum De Voorbeeldzaal"
_DONE, _BUSY, _BLOCKED = ActionState.DONE, ActionState.IN_PROGRESS, ActionState.BLOCKED

GATHERINGS = (
    Gathering(
        place=_HALL,
        excused=("jeugd",),
        unnamed=2,
        correction="Bij punt 1: de voorzitter lichtte het werkingskader toe samen met de covoorzitter.",
        summary=(
            "Het comité kwam voor het eerst samen. Het nam zijn werkingskader aan: het geeft advies en behandelt geen "
            "klachten en geen dossiers.\n\nDe leden namens de gemeenschappen noemden drie onderwerpen: controles in de "
            "stationsbuurt, wachttijden aan het onthaal, en wat er met een klacht gebeurt.",
            "Le comité s'est réuni pour la première fois. Il a adopté son cadre de fonctionnement\u00a0: il donne des "
            "avis et ne traite ni plaintes ni dossiers.\n\nLes membres du côté des communautés ont cité trois "
            "sujets\u00a0: les contrôles dans le quartier de la gare, les temps d'attente à l'accueil et "
            "le suivi des plaintes.",
        ),
        points=(
            Point(
                "Kennismaking en werkingskader",
                proposed_by="chair",
                kind=ItemKind.INFORMATION,
                notes="<div>Iedereen stelt zich voor. De voorzitter licht het werkingskader toe: het comité geeft "
                "advies en behandelt geen klachten en geen dossiers.</div>",
                visibility=Visibility.PUBLIC,
                decisions=("Het werkingskader wordt aangenomen.",),
            ),
            Point(
                "Wat horen we in de wijk?",
                proposed_by="brug",
                notes="<div>De leden namens de gemeenschappen noemen drie onderwerpen:</div><ul><li>controles in de "
                "stationsbuurt</li><li>wachttijden aan het onthaal</li><li>wat er met een klacht gebeurt</li></ul>",
                promises=(
                    Promise(
                        "Een overzicht maken van de wachttijden aan het onthaal",
                        "onthaal",
                        28,
                        _DONE,
                        "Cijfers van twee maanden verzameld.",
                        "Overzicht bezorgd aan alle leden.",
                        20,
                    ),
                    Promise(
                        "Contactgegevens van de wijkinspecteurs bundelen op één blad",
                        "wijk",
                        21,
                        _DONE,
                        "Nagekeken met de vier wijken.",
                        "Blad verdeeld in het buurtcentrum en online.",
                        19,
                    ),
                ),
            ),
        ),
    ),
    Gathering(
        place=_HALL,
        replaced=("wijk",),
        absent=("ouders",),
        remark=Remark(
            by="wijk",
            point=0,
            quote="Een antwoord duurt gemiddeld drie maanden.",
            text="Dat gemiddelde geldt alleen voor klachten bij de zone zelf.",
            answer=ObjectionAnswer.NOT_TAKEN_OVER,
            reason="Zo werd het gezegd. De cijfers per dienst komen op de volgende agenda.",
        ),
        guests="Iemand van het agentschap Integratie en Inburgering",
        points=(
            Point(
                "Wat gebeurt er met een klacht?",
                proposed_by="brug",
                kind=ItemKind.INFORMATION,
                explanation="Verschillende bezoekers van onze vzw hebben na een controle een klacht ingediend en "
                "horen niets meer. We brengen geen dossiers mee.",
                notes="<div>De politie legt uit welke weg een klacht aflegt: de zone zelf, het Comité P, de "
                "Algemene Inspectie en Unia. <strong>Een antwoord duurt gemiddeld drie maanden.</strong></div>",
                decisions=("De politie maakt een blad met de vier wegen, in klare taal.",),
                promises=(
                    Promise(
                        "Blad 'waar kan ik terecht met een klacht?' in klare taal",
                        "chair",
                        42,
                        _DONE,
                        "Ontwerp nagelezen door de vrouwengroep.",
                        "Verdeeld op 14 plaatsen.",
                        55,
                    ),
                    Promise(
                        "Affiches van het meldpunt discriminatie ophangen in elk commissariaat",
                        "diversiteit",
                        35,
                        _BLOCKED,
                        "De drukker vraagt een nieuw ontwerp.",
                        moved=(28, "De drukker had vertraging."),
                    ),
                ),
            ),
            Point(
                "Opleiding professioneel profileren",
                proposed_by="jeugd",
                kind=ItemKind.INFORMATION,
                notes="<div>De jeugddienst vertelt over de opleiding. Elke controle heeft een reden, en die reden "
                "wordt gezegd.</div>",
            ),
            Point(
                "Personeelskwestie van een wijkteam",
                proposed_by="chair",
                visibility=Visibility.RESTRICTED,
                notes="<div>Enkel voor de voorzitters en de secretaris.</div>",
            ),
        ),
    ),
    Gathering(
        place=_HALL,
        excused=("preventie", "salon"),
        unnamed=1,
        points=(
            Point(
                "Identiteitscontroles in de stationsbuurt: wat horen we, wat kan beter?",
                proposed_by="brug",
                kind=ItemKind.DECISION,
                minutes=40,
                visibility=Visibility.PUBLIC,
                notes="<div>De leden namens de gemeenschappen geven aan dat jongeren niet begrijpen waarom ze worden "
                "gecontroleerd. De politie licht het kader voor professioneel profileren toe. De leden vragen dat "
                "de inspecteur ook een kaartje met dienst en telefoonnummer geeft.</div>",
                decisions=(("Proef met een contactkaartje in twee wijken, gedurende drie maanden.", 6, 0, 1),),
                promises=(
                    Promise(
                        "Contactkaartje ontwerpen en 500 exemplaren verdelen in twee wijken",
                        "wijk",
                        150,
                        _BUSY,
                        "Ontwerp klaar in het Nederlands, Frans, Arabisch en Turks.",
                        moved=(28, "De drukker had meer tijd nodig."),
                    ),
                    Promise("Jongeren vragen wat ze van het kaartje vinden", "jongeren", 220, ActionState.OPEN),
                ),
            ),
            Point(
                "Ramadan en avondactiviteiten: afspraken met de wijkinspecteurs",
                proposed_by="gebedshuizen",
                notes="<div>Verkeersdrukte rond de gebedshuizen tussen 20 en 22 uur.</div>",
                decisions=(
                    "Een gemeenschapswacht en een wijkinspecteur op vrijdag; de gebedshuizen kondigen aan waar "
                    "men kan parkeren.",
                ),
                promises=(
                    Promise(
                        "Afspraken over vrijdagavond bezorgen aan de gebedshuizen",
                        "secretaris",
                        7,
                        _DONE,
                        "Per e-mail en op papier.",
                        "Bezorgd aan zes gebedshuizen.",
                        3,
                    ),
                ),
            ),
        ),
    ),
    Gathering(
        place="Commissariaat Voorbeeldlaan",
        absent=("jongeren",),
        replaced=("wijk",),
        points=(
            Point(
                "Voetbaltornooi: taakverdeling",
                proposed_by="jeugd",
                kind=ItemKind.DECISION,
                notes="<div>Gemengde ploegen van vier politiemensen en vier jongeren. "
                "<em>Geen scheidsrechter in uniform.</em></div>",
                decisions=("Het tornooi gaat door op een zaterdag in mei, met gemengde ploegen.",),
                promises=(
                    Promise(
                        "Terrein en kleedkamers reserveren",
                        "jeugd",
                        14,
                        _DONE,
                        "Bevestigd door de sportdienst.",
                        "Terrein 3 en vier kleedkamers.",
                        26,
                    ),
                    Promise(
                        "Ploegen samenstellen: telkens vier politiemensen en vier jongeren",
                        "brug",
                        45,
                        _DONE,
                        "Zes ploegen volledig.",
                        "Acht ploegen, 64 spelers.",
                        40,
                    ),
                    Promise(
                        "Drank en fruit regelen",
                        "preventie",
                        45,
                        ActionState.DROPPED,
                        "",
                        "De sportdienst zorgt er zelf voor.",
                        30,
                    ),
                ),
            ),
            Point(
                "Wachttijden aan het onthaal",
                proposed_by="salon",
                notes="<div>Een lid vraagt aandacht voor wie geen Nederlands spreekt. Het onthaal stelt een "
                "tweede loket op woensdag voor.</div>",
                promises=(
                    Promise("Tweede loket op woensdag uitproberen", "onthaal", 140, _BUSY, "Gestart met één collega."),
                ),
            ),
        ),
    ),
    Gathering(
        place=_HALL,
        excused=("jeugd", "ouders"),
        stays=(Stay("onthaal", left=4), Stay("salon", remark="Met een tolk Arabisch.")),
        unnamed=1,
        points=(
            Point(
                "Tussentijdse balans van het contactkaartje",
                proposed_by="wijk",
                continues="Identiteitscontroles in de stationsbuurt: wat horen we, wat kan beter?",
                kind=ItemKind.DECISION,
                notes="<div>320 kaartjes verdeeld. Jongeren vinden het nuttig, maar de letters zijn klein.</div>",
                decisions=(
                    Ballot(
                        "De proef wordt met drie maanden verlengd, met grotere letters.",
                        {Side.POLICE: (2, 0, 1), Side.COMMUNITY: (2, 1, 0), Side.MUNICIPALITY: (1, 0, 0)},
                    ),
                ),
                promises=(Promise("Nieuwe druk van het kaartje met grotere letters", "wijk", 40, ActionState.OPEN),),
            ),
            Point(
                "Een heel lange titel om te zien of niets uit de bocht gaat: " + "samenwerkingsovereenkomst " * 5,
                proposed_by="preventie",
                notes="<div>Bespreking van " + "onuitspreekbaarlangwoord" * 8 + ".</div>",
                promises=(
                    Promise(
                        'Verslag van de infoavond <i>bezorgen</i> aan "iedereen" & co',
                        "preventie",
                        -10,
                        ActionState.OPEN,
                    ),
                ),
            ),
            Point("Fietsdiefstallen aan de tramhalte", proposed_by="jongeren"),
        ),
    ),
)

COMING = Gathering(
    place=_HALL,
    points=(
        Point(
            "Evaluatie van het contactkaartje",
            proposed_by="wijk",
            continues="Tussentijdse balans van het contactkaartje",
            kind=ItemKind.DECISION,
            minutes=30,
            explanation="Op basis van de korte bevraging in twee wijken.",
        ),
        Point("Hoe bereiken we nieuwe bewoners?", proposed_by="brug", minutes=30),
        Point(
            "Aanwerving: een infomoment in de wijk",
            proposed_by="chair",
            kind=ItemKind.INFORMATION,
            minutes=15,
            visibility=Visibility.PUBLIC,
        ),
    ),
)

WAITING = (
    Point(
        "Taalhulp aan het onthaal",
        proposed_by="salon",
        explanation="Wie geen Nederlands spreekt, brengt nu een kind mee om te tolken.",
    ),
    Point("Buurtwandeling met nieuwe inspecteurs", proposed_by="ouders", explanation="Liefst op een woensdagnamiddag."),
)
