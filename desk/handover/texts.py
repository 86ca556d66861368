"""What the parent reads while a person is brought in: Dutch here, other languages from the catalog."""

from guide.language import N_

QUESTION = N_(
    "Ik breng u bij een mens: een medewerker van **{steunpunt}**. Waar gaat het over? Zeg het in één zin. "
    "Namen zijn niet nodig."
)
SAME_QUESTION = N_("Zoals ik het net vroeg")
STOP = N_("Laat maar")
SHARE = N_("Mag de medewerker lezen wat u hier al hebt besproken? Dan hoeft u niet opnieuw te beginnen.")
SHARED = N_("**Dit deelt u dan:**")
SHARED_QUESTION = N_("- uw vraag: {vraag}")
SHARED_TALK = N_("- dit gesprek ({aantal} berichten)")
SHARED_SWV = N_("- uw samenwerkingsverband: {naam}")
SHARED_DATES = N_("- de data die ik voor u heb uitgerekend")
WHO_READS = N_(
    "Alleen medewerkers van {steunpunt} kunnen het lezen, de school niet. Zegt u nee, dan zien zij alleen "
    "uw vraag, uw taal, uw samenwerkingsverband en of er haast bij is. U kunt het later veranderen."
)
YES_SHARE = N_("Ja, deel het gesprek")
NO_SHARE = N_("Nee, deel het niet")

IN_THE_QUEUE = N_(
    "U staat in de rij bij **{steunpunt}**. Aantal wachtenden voor u: {aantal}. Schrijf gerust alvast "
    "verder: de medewerker leest het als u aan de beurt bent. Uw kenmerk is **{kenmerk}**."
)
FIRST_IN_THE_QUEUE = N_(
    "U bent als eerste aan de beurt bij **{steunpunt}**. Schrijf gerust alvast verder: de medewerker "
    "leest het zo. Uw kenmerk is **{kenmerk}**."
)
RATHER_A_MESSAGE = N_("Laat liever een bericht achter")
LEAVE_THE_QUEUE = N_("Ga uit de rij")
STAY = N_("Ik blijf wachten")
TAKES_LONG = N_(
    "Er is nog niemand vrij bij {steunpunt}. Wilt u blijven wachten of liever een bericht achterlaten? U "
    "houdt uw plaats."
)
WAITING_ON = N_("Goed, u blijft in de rij staan.")

CLOSED_UNTIL = N_("**{steunpunt}** is nu gesloten. Het is weer open op {dag} om {uur} uur.")
CLOSED = N_("**{steunpunt}** is nu gesloten. Wanneer het weer open is, weet ik niet.")
NOBODY_THERE = N_("Bij **{steunpunt}** is nu niemand die meteen kan antwoorden.")
CLOSED_MEANWHILE = N_(
    "Bij **{steunpunt}** is nu niemand meer aanwezig. Uw vraag is niet weg: ik heb hem als bericht "
    "bewaard, met kenmerk **{kenmerk}**."
)
HOW_TO_REACH = N_(
    "Ik geef uw bericht door. Hoe kan het steunpunt u bereiken? Typ een **telefoonnummer** of een "
    "**e-mailadres**. Het wordt alleen hiervoor gebruikt."
)
READ_HERE = N_("Liever niet, ik lees het hier")
READ_BACK = N_("Ik heb **{gegeven}**. Klopt dat?")
DID_YOU_MEAN = N_("U typte **{gegeven}**. Bedoelt u misschien **{anders}**?")
RIGHT = N_("Ja, dat klopt")
WRONG = N_("Nee, ik typ het opnieuw")
AS_TYPED = N_("Nee, {gegeven} klopt")
AS_MEANT = N_("Ja, {anders}")
ONCE_MORE = N_("Typ het nog eens.")
NEITHER = N_(
    "Dat is geen telefoonnummer of e-mailadres. Typ bijvoorbeeld 06 en de acht cijfers daarna, of "
    "naam@voorbeeld.nl."
)
TOO_SHORT = N_(
    "Dit telefoonnummer heeft te weinig cijfers. Een Nederlands nummer heeft er tien. Typ het nog eens."
)
TOO_LONG = N_(
    "Dit telefoonnummer heeft te veel cijfers. Een Nederlands nummer heeft er tien. Typ het nog eens."
)
NO_SUCH_NUMBER = N_(
    "Dit telefoonnummer bestaat niet. Kijk het na en typ het nog eens; zet bij een buitenlands nummer + "
    "en het landnummer ervoor."
)
BAD_MAIL = N_(
    "Dit e-mailadres kan niet kloppen. Kijk het na en typ het nog eens, bijvoorbeeld naam@voorbeeld.nl."
)
MOMENTS = N_("Wanneer kunnen zij u het beste bellen? Kies, of typ het zelf.")
MORNING = N_("'s Ochtends")
AFTERNOON = N_("'s Middags")
ANY_TIME = N_("Dat maakt niet uit")
VOICEMAIL = N_("Mogen zij een bericht inspreken als u niet opneemt?")
YES_VOICEMAIL = N_("Ja, dat mag")
NO_VOICEMAIL = N_("Nee, liever niet")
LEFT = N_(
    "Uw bericht ligt bij **{steunpunt}**. Uw kenmerk is **{kenmerk}**: schrijf het op of maak er een foto "
    "van."
)
THEY_CALL = N_("Zij bellen u op {gegeven}.")
THEY_MAIL = N_("Zij mailen u op {gegeven}.")
THEY_WRITE = N_(
    "U leest het antwoord hier, in dit gesprek. Kom terug op deze pagina, met dezelfde telefoon of computer."
)
BY_WHEN = N_("U hoort uiterlijk op **{dag}** iets.")
BY_WHEN_UNSURE = N_("Hoe snel zij antwoorden weet ik niet zeker.")
MEANWHILE = N_("Hebt u intussen nog vragen? Stel ze gerust aan mij.")
TAKE_BACK = N_("Trek mijn bericht in")
TAKEN_BACK = N_("Uw bericht is ingetrokken en uw gegevens daarvoor zijn gewist. U bent weer bij Wegwijs.")
NOT_ANY_MORE = N_("Goed, dan niet. U bent weer bij Wegwijs. Wat wilt u weten?")
ASKED_ALREADY_WAITING = N_("U staat al in de rij bij **{steunpunt}**. Uw kenmerk is **{kenmerk}**.")
ASKED_ALREADY_LEFT = N_(
    "Er ligt al een bericht van u bij **{steunpunt}**, met kenmerk **{kenmerk}**. Zij nemen contact met u op."
)
CHOOSE = N_("Kies een van de knoppen, of zeg ja of nee.")
TOPICS = N_("Toon alle onderwerpen")

HERE_IS = N_("**{medewerker}** van {steunpunt} is er voor u. U praat nu met een mens.")
CAN_READ = N_("{medewerker} kan lezen wat u hiervoor met Wegwijs besprak.")
CANNOT_READ = N_("{medewerker} ziet niet wat u hiervoor met Wegwijs besprak.")
PASSED_ON = N_("{medewerker} geeft u door aan een collega. U houdt uw plaats; even geduld.")
PASSED_ON_TO = N_(
    "{medewerker} geeft u door aan **{steunpunt}**. Zij zien alleen uw vraag, niet wat u eerder deelde. "
    "Wilt u dat wel delen?"
)
LOST_CONTACT = N_("Het contact met de medewerker is weggevallen. U staat weer vooraan in de rij.")
ENDED = N_(
    "Het gesprek met {medewerker} is afgelopen. U bent weer bij Wegwijs; ik weet nog wat wij eerder "
    "bespraken. Hielp dit gesprek u?"
)
HELPED = N_("Ja, het hielp")
NOT_HELPED = N_("Nee")
THANKS = N_("Dank u wel. Wat wilt u nog weten?")
THANKS_SORRY = N_("Dat is jammer, en goed om te weten. Waar kan ik u nog mee helpen?")
NOW_SHARED = N_("Goed. De medewerker kan nu lezen wat u hier hebt besproken.")
NOT_SHARED_ANY_MORE = N_(
    "Goed. De medewerker kan nu alleen nog lezen wat u schreef sinds u om een mens vroeg."
)
BACK_WITH_THE_BOT = N_("U bent weer bij Wegwijs. Wat wilt u weten?")

# What stands above the conversation as long as it holds, with its buttons.
BAR_WAITING = N_("In de rij bij {steunpunt}: u bent nummer {plaats}")
BAR_PERSON = N_("U praat met {medewerker} van {steunpunt}")
BAR_LEFT = N_("Bericht bij {steunpunt}, kenmerk {kenmerk}")
BACK_TO_THE_BOT = N_("Terug naar Wegwijs")
SHARE_NO_MORE = N_("Deel mijn gesprek niet meer")
SHARE_NOW = N_("Deel mijn gesprek")
GIVE_CONTACT = N_("Geef telefoon of e-mail")
