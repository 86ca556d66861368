"""Danger is recognised in every form, and an ordinary question is not taken for it."""

import pytest
import yaml

from guide.danger import speaks_of_danger
from tests.conftest import ROOT

DANGER = yaml.safe_load((ROOT / "tests" / "data" / "danger.yml").read_text())
MOST_FALSE_ALARMS = 0.005


@pytest.mark.parametrize(
    ("language", "text"), [(lang, text) for lang, texts in DANGER.items() for text in texts]
)
def test_danger_is_recognised(language: str, text: str) -> None:
    assert speaks_of_danger(text)


@pytest.mark.parametrize("language", DANGER)
def test_a_hundred_utterances_a_language_are_tried(language: str) -> None:
    assert len(set(DANGER[language])) >= 100


@pytest.mark.parametrize("language", DANGER)
def test_of_what_parents_type_about_school_hardly_anything_is_taken_for_danger(language: str) -> None:
    """Words are looked for in all languages at once, so a word of one may not be a danger in another."""
    texts = [
        line[2:]
        for path in (ROOT / "data" / "nlu" / language).glob("*.yml")
        for row in yaml.safe_load(path.read_text())["nlu"]
        if row["intent"] != "noodsituatie"
        for line in row["examples"].strip().splitlines()
    ]
    alarms = [text for text in texts if speaks_of_danger(text)]
    assert len(alarms) <= MOST_FALSE_ALARMS * len(texts), alarms


@pytest.mark.parametrize(
    "text",
    [
        "w zeszłym tygodniu we wtorek",
        "son gün ne zaman",
        "обʼєднання шкіл",
        "bilgi almak istiyorum",
        "her gün erken eve gönderiyorlar",  # her gun
        "ik wil een kopie van het plan",  # kopie: he kicks
        "wat is de bron",  # broń: a weapon
        "chcę kopię planu",
        "краще говорити ніж писати",  # ніж: a knife, and than
        "як звʼязатися зі steunpunt",  # зв'язати: to tie up, and to be in touch
        "губиться в натовпі дітей",  # убить: to kill
        "ustnie się zgodziłam",  # tnie się: he cuts himself
        "ما بيحفظ جدول الضرب",  # to beat, and to multiply
        "slaan jullie dit op",
        "szkoła zamknięta w ferie",  # zamknięta w: locked in
        "wczoraj córka pobiła się na przerwie z koleżanką",  # pobić: to beat up; się: a quarrel of children
        "донька побилася на перерві",
        "when does their duty of care kick in",
        "can a school kick a kid out for good",
        "do we have to extend it ourselves",  # end it
        "iedereen gooit met termen",
        "stajda tıkanıyor",  # kanıyor: it bleeds
        "يريد أن يتكلم مع أحد عن المدرسة من دوني ومن دون مرشده",  # better off without me
        "co nam grozi za nieobecności",  # grozić: to threaten, and to be in store for
        "чи є номер, не прив'язаний до регіону",
        "донька хоче перестрибнути клас",
        "he kicked the ball over the fence",
        "kopnął piłkę za płot",
        "nikt do tego planu nie wrócił od roku",  # nie wrócił: he did not come back
        "zijn IQ is 102",
        "er zitten 103 kinderen op school",
        "mijn nummer is 0611212345",
        "1112 AB",
        "Stichting De Waterlanden, postbus 112, 1440 AC Purmerend",
        "wij wonen op Kerkstraat 112",
        "ik lig wakker van de brugklas",
        "they will not touch his feeding tube",
        "two days off because he kicked a door",
        "belediyeden kaçırdığı günler için mektup geldi",
        "hij kan zijn jas niet zelf ophangen",
        "hij steekt zijn vinger nooit op",
        "die nieuwe methode slaat aan",
        "we hit a wall with the school",
        "they pushed her to sign",
        "they threaten with a report",
        "müdür kapıyı yüzümüze vurdu",
        "ضربو عرض الحائط كل الاتفاق",
        "bije rekordy w matematyce",
        "سنة كاملة عنفس الصفحة بالحساب",  # عن نفس: on the same; عنف: violence
        "بدنا خطة طوارئ إذا إجته النوبة",
        "عندها 16 عام وبغات تحبس القراية",  # to stop school, and to imprison
        "his inhaler is locked in the office",
        "we want an emergency plan for his attacks",
        "astım spreyi kilitli dolapta",
        "hapları için protokol olmalı mı",  # için: for; iç: to swallow
        "acil karar lazım mahkemeden",
        "inhalator zamknięty w sekretariacie",
        "zgłoszenie wróciło z pieczątką odrzucone",  # nie wróciło: did not come back
        "sloeg een groep over en nog steeds klaar om tien uur",
        "kan hij zijn oude school afmaken als wij verder weg wonen",  # to finish, and to finish off
        "після переїзду зникла його підтримка",
        "хочу щоб прибрали рядок з плану перш ніж підпишу",
        "мені загрожує штраф за пропуски",
        "ajandası bomboş sayfa",  # quite empty
        "hoe steekt dat systeem in elkaar",
        "hoe hulp op scholen in elkaar steekt",
        "hij steekt daar boven iedereen uit",
        "school steekt er geen tijd in",
        "a colleague with a beating heart",
        "kolega z bijącym sercem",
        "gece altına kaçırıyor",  # wets the bed; kaçırdı: abducted
        "kurullar ne pişiriyor",  # cooks; ısırıyor: bites
        "przy każdym zadaniu trzeba go popchnąć",  # to nudge, and to push
        "مساعدة السنة الماضية اختفت بهدوء",
        "de bal wordt tussen twee besturen heen en weer getrapt",
        "the ball gets kicked between two boards",
        "bij breuken slaat ze dicht",
        "we sloegen hun voorstel af en nu zeggen ze dat ze klaar zijn",
        "laat een collega het overnemen want dit schiet niet op",
        "het overleg schiet niet op met de aanvraag",
        "de toon sloeg om na het woord adhd",
        "damgayı kim vuruyor özel okula girişte",  # to stamp, and to hit
        "saat on birde hap içmesi lazım öğretmen elini sürmüyor",
        "عم يهددوا بالطرد كل أسبوع",
        "kicked off the course at roc",
        "school schiet tekort",  # falls short, and shoots
        "hij schiet in paniek bij toetsen",
        "ze slaan de plank mis",
        "ze slaan mijn zorgen in de wind",
        "hij slaat op tilt bij drukte",
        "zijn motor slaat af bij elke opdracht",
        "we slaan onze tenten ergens anders op",
        "zo schopt hij het niet ver",
        "ze gooit de handdoek in de ring",
        "bij ruzie gooit hij zijn schrift weg",
        "hij werd in een hokje geduwd",
        "hoe dat in elkaar gezet is",
        "hij stak er een stokje voor",
        "de school steekt haar kop in het zand",
        "hij kan zijn zin niet afmaken",
        "ze zit opgesloten in zichzelf",
        "er ligt een bom onder het besluit",
        "de bezuiniging snijdt in zijn hulp",
        "we hit the brakes",
        "this wait is killing me",
        "stabbed in the back by the school",
        "pushed him into a lower group",
        "he grabbed the chance",
        "locked in a dispute with the school",
        "who is the emergency contact",
        "he is in danger of repeating the year",
        "sınıf tekrarı tehlikesi var",
        "işler kilitlendi okulla",
        "قتلنا الانتظار",
        "في خطر يعيد السنة",
        "هرب من الحصة",
        "اختفت ورقتنا",
        "gryzie ołówki",
        "zagrożenie z matematyki",
        "grozi mu powtarzanie klasy",
        "йому загрожує другий рік",
        "пропала наша заява",
        "зникли години підтримки",
        "втік з уроку",
        "school gooit het op personeelstekort",
        "school keeps threatening with leerplicht",
        "okul leerplichtle tehdit ediyor",
        "imzalamazsan yardım yok diye tehdit",
        "بيهددونا بالليربليخت",
        "بيفك الحزام بالباص",
        "ما حدا بيضربها الإبرة بالمدرسة",
        "من شهر ما رجعت عالمدرسة",
        "szkoła grozi leerplichtem",
        "wyjazd poza feriami, co grozi?",
        "they wanna kick him outta school for good",
        "wat schiet ik daarmee op",
        "she tore up his drawing",
    ],
)
def test_a_word_of_one_language_is_no_danger_in_another_nor_one_that_only_looks_like_it(text: str) -> None:
    assert not speaks_of_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "hij wil zich ophangen",
        "hij hangt zijn jas op en zegt dat hij dood wil",
        "hij steekt met een mes",
        "hij was zich aan het ophangen",
        "hij zei aan de telefoon dat hij zich ophangen wil",
        "hij stak zijn hand naar me op",
        "papa slaat haar aan tafel",
        "mijn man slaat aan de lopende band",
        "hij wil van de bruggen springen",
        "yüzümüze vurdu",
        "babası çocuğumu kaçırdığı gün",
        "he touched her at work",
        "he touches her in the wheelchair",
        "he hit the wall with my head",
        "he kicked a chair at her",
        "hij stak zijn hand in haar broek",
        "he hit her against the wall",
        "they threaten to kill him",
        "his inhaler is locked in the office and he was locked in there too",
        "عنف في البيت",
        "أبوه عنفه مبارح",
        "حبسها في الغرفة",
        "hij sloeg de hele klas",
        "çocuğu kilitli dolapta bulduk",
        "hapları içti",
        "syn nie wrócił do domu",
        "ik ga hem op school afmaken",
        "зникла дитина",
        "він загрожує мені",
        "bombayla gelecek",
        "hij steekt haar met een schaar",
        "he is beating her",
        "ojciec bije go",
        "babası kızımı kaçırdı",
        "beni ısırdı",
        "chciał ją popchnąć na ścianę",
        "بنتي اختفت",
        "hij heeft de bal expres in haar gezicht getrapt",
        "he kicked her off the stairs",
        "hij schiet op mensen in de stress",
        "hij slaat haar in de auto",
        "hij gooit haar in het water",
        "ze zit opgesloten in de kelder",
        "er ligt een bom onder de school",
        "hij snijdt in zijn arm",
        "hij wil zijn klas afmaken",
        "hij trapt in haar buik",
        "dad hits me at home",
        "he pushed her into the wall",
        "he grabbed her by the throat",
        "locked in the cellar",
        "kızım kayıp bir haftadır",
        "babası kızı kilitledi",
        "قتل بنتي",
        "هرب من البيت",
        "يربط الولد بالكرسي",
        "grozi mu nożem",
        "uciekł z domu",
        "загрожує вбити",
        "пропала дитина",
        "втік з дому",
        "донька зникла годину тому",
        "син пропав рік тому",
        "kızım kayıp bir yıl oldu",
        "het mes snijdt in haar arm",
        "hij slaat haar buiten in de wind",
        "kocam beni işyerine kilitledi",
        "اختفت طلبة من الصف",
        "we need an emergency place to sleep",
        "hij sloeg mijn oog dicht",
        "hij slaat de hele school af",
        "hij schiet niet op blikjes maar op kinderen",
        "hij slaat haar om niets",
        "babası damga gibi vurdu",
        "bütün hapları içti",
        "he kicked her out of the house and kicks her",
        "hij schiet daarmee op kinderen",
        "bu bir töre meselesi",
        "جوزي هددني بالطرد من البيت",
        "school threatens with leerplicht and my husband threatens me",
        "leerplicht geldi, kocam tehdit ediyor",
        "بيهددها بالسكين",
        "ضربها بالحزام",
        "بيضربها بإبرة وبإيده",
        "فك حزامه وهجم عليها",
        "ابني بيضرب إبرة",
        "بنتي ما رجعت",
        "grozi mi ojciec, nie leerplicht",
        "co grozi mi w domu, mąż grozi że zabije",
    ],
)
def test_what_is_harmless_in_other_words_hides_nothing(text: str) -> None:
    assert speaks_of_danger(text)


@pytest.mark.parametrize("text", ["tata z mamą się pobili", "тато з мамою побилися"])
def test_a_fight_at_home_is_one(text: str) -> None:
    assert speaks_of_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "112",
        "moet ik 112 bellen?",
        "hij is weg 112",
        "call 911",
        "zadzwonić na 997",
        "дзвонити 102",
        "155'i ara",
    ],
)
def test_a_number_that_is_called_is_one(text: str) -> None:
    assert speaks_of_danger(text)
