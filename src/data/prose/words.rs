//! The words that make a number, or keep one from being traced: a table for each language, `(meaning, words)`.

use super::vocabulary::Meaning::{
    self, Age, And, Article, Clock, Currency, Double, Dozen, Era, Fold, Function, Half, Hedge, Label, Large,
    LargeLabel, Multiple, Of, Ordinal, Part, Parts, Percent, Placed, Placing, Scale, Scales, Share, Small, Time, Times,
    To, Twice, Unit, UnitPart,
};

/// Words with one meaning, apart by spaces.
pub(super) type Words = (Meaning, &'static str);

/// What is written in every language.
pub(super) const EVERYWHERE: &[Words] = &[
    (Currency, "usd eur gbp cny rmb jpy hkd twd uah rub inr krw chf cad aud sgd pln czk sek nok dkk brl zar aed"),
    (
        Unit,
        "km m cm mm nm km² m² km³ m³ kg mg μm kw mw gw tw kwh mwh gwh twh kb mb gb tb khz mhz ghz hz kt mt gt ha \
         ft lb lbs mph kph bcm tcf mtpa bpd gwp ppm ppb bp bps mbps gbps tflops teraflops petaflops exaflops c f \
         kpa mpa dwt teu",
    ),
];

pub(super) const ENGLISH: &[Words] = &[
    (Large(13), "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    (Large(20), "twenty thirty forty fourty fifty sixty seventy eighty ninety"),
    (Scale, "hundred thousand million billion trillion bn mn tn mln bln quadrillion"),
    (Scales, "hundreds thousands millions billions trillions dozens tens scores"),
    (Dozen, "dozen"),
    (Half, "half"),
    (Part, "third quarter fourth fifth sixth seventh eighth ninth tenth hundredth thousandth"),
    (Parts, "thirds quarters fourths fifths sixths sevenths eighths ninths tenths hundredths thousandths halves"),
    (
        Multiple,
        "doubled tripled trebled quadrupled quintupled sextupled halved doubling tripling trebling quadrupling \
         quintupling halving",
    ),
    (Double, "double triple treble quadruple quintuple halve doubles triples quadruples halves"),
    (Twice, "twice thrice"),
    (
        Fold,
        "twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold twentyfold thirtyfold \
         fiftyfold hundredfold thousandfold",
    ),
    (Times, "times fold"),
    (Percent, "percent percentage pct cent pp points basis"),
    (
        Currency,
        "dollar dollars euro euros pound pounds yuan renminbi ruble rubles rouble roubles yen rupee rupees \
         franc francs hryvnia hryvnias zloty cent cents baht peso pesos rand lira dirham dirhams riyal riyals \
         krona",
    ),
    (
        Unit,
        "kilometer kilometers kilometre kilometres mile miles meter meters metre metres centimeter centimeters \
         centimetre centimetres millimeter millimeters millimetre millimetres nanometer nanometers nanometre \
         nanometres foot feet inch inches yard yards ton tons tonne tonnes kiloton kilotons megaton megatons \
         kilogram kilograms kilo kilos gram grams milligrams ounce ounces barrel barrels gallon gallons liter \
         liters litre litres acre acres hectare hectares watt watts kilowatt kilowatts megawatt megawatts \
         gigawatt gigawatts terawatt terawatts megahertz gigahertz hertz degree degrees knots volt volts byte \
         bytes kilobytes megabytes gigabytes terabytes petabytes gigabyte terabyte bits qubits horsepower \
         calories joules decibels parsecs",
    ),
    (UnitPart, "square cubic metric nautical statute troy us u.s canadian australian hong kong singapore"),
    (
        Time,
        "second seconds minute minutes hour hours day days week weeks month months year years decade decades \
         century centuries weekend weekends night nights generation generations millennia semester semesters",
    ),
    (Ordinal, "twentieth thirtieth fortieth fiftieth"),
    (
        Label,
        "figure figures fig figs table tables chapter chapters article articles section sections page pages p pp \
         no nos number numbers step steps volume vol issue phase phases stage tier tiers tranche level levels \
         version versions v episode paragraph paragraphs para paras clause footnote footnotes appendix annex \
         annexes box chart scenario exhibit exhibits resolution resolutions directive regulation protocol isbn \
         issn iso room highway route grade equation theorem lemma day option code codes track pillar category zip \
         file window windows top line lines gen",
    ),
    (
        LargeLabel,
        "act order bill case class type group model mark mk note part parts item unit count rule round week year \
         block building level title schedule goal question principle task point column channel interstate pier \
         gate flight law laws decree amendment project area lot series season division brigade army fleet apollo \
         falcon boeing airbus hall bus train pillar slide test lab camp site zone psalm genesis verse scene book \
         agenda vision article witness lesson",
    ),
    (Clock, "a.m p.m am pm o'clock o’clock gmt utc est hkt noon hrs"),
    (Era, "bc bce ce ad b.c a.d b.c.e"),
    (
        Hedge,
        "about around roughly approximately nearly almost over under than by least most only just some exactly \
         below above approx circa estimated another additional extra total fully well barely",
    ),
    (
        Placing,
        "past last next coming previous following recent first initial preceding intervening ensuing upcoming final",
    ),
    (Placed, "ago later earlier hence prior afterwards old away before after"),
    (Age, "age aged ages"),
    (Article, "a an"),
    (And, "and or & through"),
    (Of, "of"),
    (To, "to"),
    (
        Function,
        "the in on at with from into onto for until till since between per within this that these those its their \
         our his her my your all both which when where while if but as is are was were be been being had has have \
         will would could should might can did do does not no it they we he she i you who whom there here include \
         includes including also each every any what how why because then so up down out off against among amid \
         across behind toward towards upon via plus minus versus vs like near beyond despite during without nor \
         yet though although top average roughly now still even said says",
    ),
];

pub(super) const UKRAINIAN: &[Words] = &[
    (Small(1), "один одна одне одного однієї"),
    (Small(2), "два дві двох двом двома"),
    (Small(3), "три трьох трьома"),
    (Small(4), "чотири чотирьох"),
    (Small(5), "п'ять п’ять п'яти п’яти"),
    (Small(6), "шість шести"),
    (Small(7), "сім семи"),
    (Small(8), "вісім восьми"),
    (Small(9), "дев'ять дев’ять дев'яти дев’яти"),
    (Small(10), "десять десяти"),
    (Small(12), "одинадцять дванадцять"),
    (
        Large(13),
        "тринадцять чотирнадцять п'ятнадцять п’ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять \
         дев’ятнадцять",
    ),
    (
        Large(20),
        "двадцять двадцяти тридцять тридцяти сорок сорока п'ятдесят п’ятдесят шістдесят сімдесят вісімдесят \
         дев'яносто дев’яносто",
    ),
    (Large(100), "сто двісті триста чотириста п'ятсот п’ятсот шістсот сімсот вісімсот дев'ятсот дев’ятсот"),
    (Scale, "тис тисяча тисячу мільйон мільярд трильйон мільйона мільярда трильйона"),
    (Scales, "тисячі тисяч мільйони мільйонів мільярди мільярдів трильйони трильйонів"),
    (Share, "половина половину половини третина третину третини чверть чверті"),
    (Multiple, "подвоївся подвоїлася подвоїлося подвоїлися потроївся потроїлася потроїлося потроїлися"),
    (Twice, "вдвічі удвічі втричі утричі вчетверо"),
    (Times, "рази разів раза"),
    (Percent, "відсоток відсотка відсотки відсотків відсотками процент процента проценти процентів"),
    (Currency, "грн гривня гривні гривень долар долара долари доларів дол євро фунтів юанів рублів"),
    (
        Unit,
        "км м см мм кг т тонн тонни тонна кілометрів кілометри кілометра метрів метри гектарів га мвт гвт квт \
         барелів літрів миль градусів",
    ),
    (
        Time,
        "секунд хвилин годин години година годину день дні днів доби тиждень тижні тижнів місяць місяці місяців \
         років роки десятиліть століть",
    ),
    (
        Label,
        "рік року році роком роках стаття статті статтею ст розділ розділу глава глави рис рисунок табл таблиця \
         таблиці сторінка с пункт п частина крок етап том резолюція версія день указ",
    ),
    (Clock, "годині"),
    (Placing, "останні останніх наступні наступних минулі минулих перші перших"),
    (Placed, "тому"),
    (Age, "віком віці"),
    (Hedge, "близько майже понад більше менше приблизно ніж до щонайменше лише на з із від"),
    (And, "і й та або"),
    (Function, "у в за при під між для що як це по є був була було були становить становив склав склала"),
];

pub(super) const GERMAN: &[Words] = &[
    (Small(1), "ein eine einer eines einem einen eins"),
    (Small(2), "zwei"),
    (Small(3), "drei"),
    (Small(4), "vier"),
    (Small(5), "fünf"),
    (Small(6), "sechs"),
    (Small(7), "sieben"),
    (Small(8), "acht"),
    (Small(9), "neun"),
    (Small(10), "zehn"),
    (Small(12), "elf zwölf"),
    (Large(13), "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"),
    (Large(20), "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"),
    (
        Large(100),
        "hundert einhundert zweihundert dreihundert fünfhundert tausend eintausend zweitausend dreitausend \
         fünftausend zehntausend hunderttausend",
    ),
    (Scale, "million milliarde billion mio mrd tsd"),
    (Scales, "millionen milliarden billionen"),
    (Share, "drittel viertel fünftel zehntel hälfte"),
    (
        Multiple,
        "verdoppelt verdoppelte verdoppelten verdreifacht verdreifachte vervierfacht vervierfachte halbiert \
         halbierte halbierten",
    ),
    (Fold, "zweifache dreifache vierfache fünffache zehnfache"),
    (Times, "mal"),
    (Percent, "prozent prozentpunkt prozentpunkte prozentpunkten"),
    (Currency, "dollar euro pfund yuan rubel yen franken"),
    (
        Unit,
        "kilometer kilometern meter metern tonnen kilogramm hektar liter megawatt gigawatt kilowatt barrel grad \
         meilen quadratkilometer quadratmeter kubikmeter",
    ),
    (
        Time,
        "sekunden minuten stunden stunde tage tagen tag wochen woche monate monaten monat jahre jahren jahr \
         jahrzehnte jahrzehnten jahrhunderte",
    ),
    (
        Label,
        "abbildung abb tabelle tab kapitel artikel art abschnitt seite s nr nummer schritt phase stufe band \
         version absatz abs paragraf anhang resolution teil tag",
    ),
    (Clock, "uhr"),
    (Era, "v.chr n.chr"),
    (Placing, "vor letzten vergangenen nächsten kommenden ersten"),
    (Placed, "später zuvor"),
    (Age, "alter"),
    (Hedge, "etwa rund ungefähr fast knapp über unter als mindestens höchstens nur um von auf bis zu"),
    (And, "und oder"),
    (Of, "von"),
    (
        Function,
        "der die das den dem des in im an am mit für seit zwischen es sind ist war waren wurden haben hat werden \
         aus nach bei sich nicht auch",
    ),
];

pub(super) const FRENCH: &[Words] = &[
    (Small(1), "un une"),
    (Small(2), "deux"),
    (Small(3), "trois"),
    (Small(4), "quatre"),
    (Small(5), "cinq"),
    (Small(6), "six"),
    (Small(7), "sept"),
    (Small(8), "huit"),
    (Small(9), "neuf"),
    (Small(10), "dix"),
    (Small(12), "onze douze"),
    (Large(13), "treize quatorze quinze seize"),
    (Large(20), "vingt trente quarante cinquante soixante"),
    (Large(100), "cent cents mille"),
    (Scale, "million milliard billion"),
    (Scales, "millions milliards billions milliers centaines"),
    (Share, "tiers moitié"),
    (Multiple, "doublé doublée doublés doublées triplé triplée triplés quadruplé quadruplée"),
    (Times, "fois"),
    (Percent, "pour"),
    (Currency, "dollar dollars euro euros livre livres yuan yuans rouble roubles yen yens franc francs"),
    (
        Unit,
        "kilomètre kilomètres mètre mètres tonne tonnes kilogrammes hectare hectares litre litres mégawatts \
         gigawatts kilowatts barils degrés milles",
    ),
    (
        Time,
        "seconde secondes minute minutes heure heures jour jours semaine semaines mois an ans année années \
         décennie décennies siècle siècles",
    ),
    (
        Label,
        "figure fig tableau chapitre article articles art section page pages p n no numéro étape phase tome \
         version paragraphe annexe résolution partie",
    ),
    (Clock, "h"),
    (Placing, "derniers dernières prochains prochaines premiers premières"),
    (Placed, "auparavant plus"),
    (Age, "âge âgé âgée"),
    (Hedge, "environ près presque plus moins que au seulement quelque quasi"),
    (And, "et ou"),
    (Of, "sur"),
    (
        Function,
        "le la les l de des du d à aux en dans avec pour depuis entre par il elle ils sont est a ont était ce ces \
         cette et qui se ne pas",
    ),
];

pub(super) const SPANISH: &[Words] = &[
    (Small(1), "un una uno"),
    (Small(2), "dos"),
    (Small(3), "tres"),
    (Small(4), "cuatro"),
    (Small(5), "cinco"),
    (Small(6), "seis"),
    (Small(7), "siete"),
    (Small(8), "ocho"),
    (Small(9), "nueve"),
    (Small(10), "diez"),
    (Small(12), "once doce"),
    (Large(13), "trece catorce quince dieciséis diecisiete dieciocho diecinueve"),
    (Large(20), "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    (Large(100), "cien ciento cientos doscientos trescientos cuatrocientos quinientos mil"),
    (Scale, "millón billón"),
    (Scales, "millones billones miles"),
    (Share, "tercio tercios mitad"),
    (Multiple, "duplicó duplicaron duplicado triplicó triplicaron triplicado cuadruplicó"),
    (Times, "veces"),
    (Percent, "por"),
    (Currency, "dólar dólares euro euros libras yuanes rublos yenes pesos"),
    (
        Unit,
        "kilómetro kilómetros metro metros tonelada toneladas kilogramos hectárea hectáreas litros megavatios \
         gigavatios kilovatios barriles grados millas",
    ),
    (Time, "segundos minutos hora horas día días semana semanas mes meses año años década décadas siglo siglos"),
    (
        Label,
        "figura fig tabla cuadro capítulo artículo artículos art sección página páginas p núm número paso fase \
         tomo versión párrafo anexo resolución parte",
    ),
    (Placing, "hace últimos últimas próximos próximas primeros primeras"),
    (Placed, "atrás después antes"),
    (Age, "edad"),
    (Hedge, "unos unas casi cerca más menos que alrededor aproximadamente solo"),
    (And, "y o"),
    (Of, "de"),
    (Function, "el la los las del al en con para desde entre se es son fue fueron era a su sus que no lo"),
];

pub(super) const CHINESE: &[Words] = &[];

/// Words of English that are counted from zero.
pub(super) const SMALL: &str = "zero one two three four five six seven eight nine ten eleven twelve";

/// Short units and magnitudes that are written at the end of a number without a space.
pub(super) const SUFFIXES: &str = "k K m M B T bn Bn BN mn tn mln bln km cm mm nm kg mg kW MW GW TW kWh MWh GWh \
    TWh kw mw gw kwh mwh gwh twh KB MB GB TB Hz kHz MHz GHz mph kph kt Kt mt Mt Gt \
    ha ft lb lbs x X pp pct bps ppm USD EUR RMB CNY bcm km² m² м км кг т";
