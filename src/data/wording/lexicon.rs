//! The words that have a meaning beside a number: magnitudes, currencies, units, number words. All in lower case, the
//! words of a phrase divided by single spaces.

/// A word for a power of ten, and the languages that mean it so; none for all that have no other meaning of it.
pub(super) const MAGNITUDES: &[(&str, i32, &str)] = &[
    ("bn", 12, "fr"),
    ("billion", 12, "fr de"),
    ("billions", 12, "fr"),
    ("billionen", 12, "de"),
    ("b", 12, "es"),
    ("mil millones", 9, "es"),
    ("mil m", 9, "es"),
    ("mil", 3, "es"),
    ("mille", 3, "fr"),
    ("thousand", 3, ""),
    ("thousands", 3, ""),
    ("k", 3, ""),
    ("lakh", 5, ""),
    ("million", 6, ""),
    ("millions", 6, ""),
    ("m", 6, ""),
    ("mn", 6, ""),
    ("mln", 6, ""),
    ("crore", 7, ""),
    ("billion", 9, ""),
    ("billions", 9, ""),
    ("bn", 9, ""),
    // Cubic metres of gas: the measure is left to the unit.
    ("mcm", 6, ""),
    ("bcm", 9, ""),
    ("tcm", 12, ""),
    ("bln", 9, ""),
    ("b", 9, ""),
    ("trillion", 12, ""),
    ("trillions", 12, ""),
    ("tn", 12, ""),
    ("trn", 12, ""),
    ("tsd", 3, ""),
    ("tausend", 3, ""),
    ("mio", 6, ""),
    ("millionen", 6, ""),
    ("mrd", 9, ""),
    ("milliarde", 9, ""),
    ("milliarden", 9, ""),
    ("bio", 12, ""),
    ("md", 9, ""),
    ("milliard", 9, ""),
    ("milliards", 9, ""),
    ("millón", 6, ""),
    ("millones", 6, ""),
    ("billón", 12, ""),
    ("billones", 12, ""),
    ("тис", 3, ""),
    ("тисяча", 3, ""),
    ("тисячі", 3, ""),
    ("тисяч", 3, ""),
    ("млн", 6, ""),
    ("мільйон", 6, ""),
    ("мільйона", 6, ""),
    ("мільйони", 6, ""),
    ("мільйонів", 6, ""),
    ("млрд", 9, ""),
    ("мільярд", 9, ""),
    ("мільярда", 9, ""),
    ("мільярди", 9, ""),
    ("мільярдів", 9, ""),
    ("трлн", 12, ""),
    ("трильйон", 12, ""),
    ("трильйона", 12, ""),
    ("трильйони", 12, ""),
    ("трильйонів", 12, ""),
    ("万亿", 12, ""),
    ("亿", 8, ""),
    ("万", 4, ""),
    ("千", 3, ""),
];

/// Words of Chinese, written without spaces; a longer one before its beginning.
pub(super) const HAN: &[&str] = &[
    "个百分点",
    "人民币",
    "百分点",
    "万亿",
    "美元",
    "欧元",
    "英镑",
    "日元",
    "卢布",
    "超过",
    "不到",
    "低于",
    "高于",
    "至少",
    "最多",
    "大约",
    "左右",
    "以上",
    "以下",
    "近",
    "约",
    "亿",
    "万",
    "千",
    "元",
    "倍",
];

/// A currency: its ISO 4217 code, the sign that it is written with, its name in a sentence, and its words. A sign may
/// stand for several.
pub(super) struct Money {
    pub(super) code: &'static str,
    /// Empty where the code is written.
    pub(super) sign: &'static str,
    pub(super) name: &'static str,
    pub(super) words: &'static [&'static str],
}

/// The currencies, the likelier one of a shared sign first.
pub(super) const CURRENCIES: &[Money] = &[
    Money {
        code: "USD",
        sign: "$",
        name: "US dollars",
        words: &[
            "$",
            "us $",
            "us$",
            "usd",
            "dollars",
            "dollar",
            "us dollars",
            "us dollar",
            "u . s . dollars",
            "american dollars",
            "dólares",
            "dólar",
            "доларів",
            "долари",
            "долара",
            "美元",
        ],
    },
    Money { code: "EUR", sign: "€", name: "euros", words: &["€", "eur", "euro", "euros", "євро", "欧元"] },
    Money {
        code: "GBP",
        sign: "£",
        name: "pounds",
        words: &["£", "gbp", "pounds", "pound", "pounds sterling", "sterling", "фунтів", "英镑"],
    },
    Money {
        code: "CNY",
        sign: "¥",
        name: "yuan",
        words: &["¥", "cny", "rmb", "yuan", "yuans", "renminbi", "юанів", "юані", "人民币", "元"],
    },
    Money { code: "JPY", sign: "¥", name: "yen", words: &["¥", "jpy", "yen", "єн", "日元"] },
    Money {
        code: "UAH",
        sign: "₴",
        name: "hryvnias",
        words: &["₴", "uah", "hryvnia", "hryvnias", "hryvnya", "гривень", "гривні", "гривня", "грн"],
    },
    Money {
        code: "RUB",
        sign: "₽",
        name: "roubles",
        words: &["₽", "rub", "rouble", "roubles", "ruble", "rubles", "рублів", "рублі", "卢布"],
    },
    Money { code: "INR", sign: "₹", name: "rupees", words: &["₹", "inr", "rupee", "rupees"] },
    Money { code: "CHF", sign: "", name: "Swiss francs", words: &["chf", "francs", "franc", "swiss francs"] },
    Money { code: "PLN", sign: "", name: "zlotys", words: &["pln", "zloty", "zlotys", "złoty"] },
    Money { code: "TRY", sign: "₺", name: "lira", words: &["₺", "try", "lira", "liras"] },
    Money { code: "KRW", sign: "₩", name: "won", words: &["₩", "krw", "won"] },
    Money { code: "KZT", sign: "₸", name: "tenge", words: &["₸", "kzt", "tenge"] },
    Money { code: "BRL", sign: "", name: "reais", words: &["brl", "r $", "reais", "real"] },
    Money { code: "ZAR", sign: "", name: "rand", words: &["zar", "rand"] },
    Money { code: "AUD", sign: "", name: "Australian dollars", words: &["aud", "a $", "australian dollars", "$"] },
    Money { code: "CAD", sign: "", name: "Canadian dollars", words: &["cad", "c $", "ca $", "canadian dollars", "$"] },
    Money { code: "HKD", sign: "", name: "Hong Kong dollars", words: &["hkd", "hk $", "hong kong dollars", "$"] },
    Money { code: "TWD", sign: "", name: "Taiwan dollars", words: &["twd", "nt $", "taiwan dollars", "$"] },
    Money { code: "SGD", sign: "", name: "Singapore dollars", words: &["sgd", "s $", "singapore dollars", "$"] },
    Money { code: "NZD", sign: "", name: "New Zealand dollars", words: &["nzd", "nz $", "$"] },
    Money { code: "SEK", sign: "", name: "Swedish kronor", words: &["sek", "kronor", "krona"] },
    Money { code: "NOK", sign: "", name: "Norwegian kroner", words: &["nok", "kroner", "krone"] },
    Money { code: "CZK", sign: "", name: "Czech korunas", words: &["czk", "koruna", "korunas"] },
];

/// Words of percent.
pub(super) const PERCENT: &[&str] = &[
    "%",
    "percent",
    "per cent",
    "pct",
    "prozent",
    "pour cent",
    "por ciento",
    "відсоток",
    "відсотка",
    "відсотки",
    "відсотків",
];

/// Words of percentage points; a longer one before its beginning, and all before those of percent.
pub(super) const POINTS: &[&str] = &[
    "percentage points",
    "percentage point",
    "percent points",
    "percent point",
    "% points",
    "points",
    "point",
    "p . p .",
    "pp",
    "ppt",
    "pts",
    "pt",
    "prozentpunkte",
    "prozentpunkt",
    "prozentpunkten",
    "puntos porcentuales",
    "puntos",
    "в . п .",
    "відсоткових пунктів",
    "відсоткові пункти",
    "відсоткового пункту",
    "个百分点",
    "百分点",
];

/// Words of hundredths of a percentage point.
pub(super) const BASIS_POINTS: &[&str] = &[
    "basis points",
    "basis point",
    "bps",
    "bp",
    "basispunkte",
    "basispunkten",
    "points de base",
    "puntos básicos",
    "базисних пунктів",
];

/// Words of tenths of a percent.
pub(super) const PER_MILLE: &[&str] =
    &["‰", "per mille", "per mill", "per mil", "permille", "promille", "pour mille", "проміле"];

/// What an amount is of, a day or a head, each with all its names.
pub(super) const RATES: &[&[&str]] = &[
    &["day", "daily", "bpd", "tag", "jour", "día", "день", "добу"],
    &["week", "weekly", "woche", "semaine", "semana", "тиждень"],
    &["month", "monthly", "monat", "mois", "mes", "місяць"],
    &["quarter", "quarterly"],
    &["year", "yearly", "annually", "annum", "jahr", "año", "рік"],
    &["hour", "hourly"],
    &["minute"],
    &["second"],
    &["person", "head", "capita", "inhabitant", "resident", "citizen"],
    &["worker", "employee"],
    &["household"],
    &["barrel", "bbl"],
    &["tonne", "ton", "t"],
    &["kilogram", "kilo", "kg"],
    &["litre", "liter"],
    &["gallon"],
    &["ounce"],
    &["kilometre", "kilometer", "km"],
    &["mile"],
    &["hectare", "ha"],
    &["kwh"],
    &["mwh"],
    &["unit"],
    &["share"],
    &["vessel", "ship", "tanker"],
];

/// Words of a multiple.
pub(super) const TIMES: &[&str] = &["times", "x", "×", "fold", "mal", "fois", "veces", "раз", "рази", "разів", "倍"];

/// What is measured, each with all its names: two of one row agree, two of different rows do not.
pub(super) const MEASURES: &[&[&str]] = &[
    &["tonnes", "tonne", "tons", "ton", "t", "тонн", "tonnen"],
    &["barrels", "barrel", "bbl", "барелів"],
    &["kilometres", "kilometre", "kilometers", "kilometer", "km", "км"],
    &["miles", "mile"],
    &["metres", "metre", "meters", "meter"],
    &["hectares", "hectare", "ha"],
    &["litres", "litre", "liters", "liter"],
    &["kilograms", "kilogram", "kg"],
    &["megawatts", "megawatt", "mw"],
    &["gigawatts", "gigawatt", "gw"],
    &["kwh"],
    &["mwh"],
    &["gwh"],
    &["twh"],
    &["people", "persons", "inhabitants"],
    &["troops", "soldiers"],
    &["days", "day"],
    &["weeks", "week"],
    &["months", "month"],
    &["years", "year"],
    &["hours", "hour"],
    &["countries", "country"],
    &["companies", "company"],
    &["tankers", "tanker"],
    &["vessels", "vessel", "ships", "ship"],
];

/// Endings of ordinals in digits.
pub(super) const ORDINAL_ENDINGS: &[&str] = &["st", "nd", "rd", "th"];

/// Number words below twenty, by their value.
pub(super) const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Tens, from twenty.
pub(super) const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Ordinals, from the first.
pub(super) const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Parts of a whole in words, and into how many parts it is cut.
pub(super) const PARTS: &[(&str, u32)] = &[
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fourth", 4),
    ("fourths", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("sixths", 6),
    ("seventh", 7),
    ("sevenths", 7),
    ("eighth", 8),
    ("eighths", 8),
    ("ninth", 9),
    ("ninths", 9),
    ("tenth", 10),
    ("tenths", 10),
    ("twentieth", 20),
    ("twentieths", 20),
    ("hundredth", 100),
    ("hundredths", 100),
];

/// Parts of a whole in one sign.
pub(super) const SIGNS_OF_PARTS: &[(&str, u32, u32)] = &[
    ("½", 1, 2),
    ("⅓", 1, 3),
    ("⅔", 2, 3),
    ("¼", 1, 4),
    ("¾", 3, 4),
    ("⅕", 1, 5),
    ("⅖", 2, 5),
    ("⅗", 3, 5),
    ("⅘", 4, 5),
    ("⅙", 1, 6),
    ("⅛", 1, 8),
];

/// Multiples in one word.
pub(super) const MULTIPLES: &[(&str, f64)] = &[
    ("twice", 2.0),
    ("double", 2.0),
    ("doubles", 2.0),
    ("doubled", 2.0),
    ("doubling", 2.0),
    ("thrice", 3.0),
    ("triple", 3.0),
    ("triples", 3.0),
    ("tripled", 3.0),
    ("tripling", 3.0),
    ("trebled", 3.0),
    ("trebling", 3.0),
    ("quadruple", 4.0),
    ("quadrupled", 4.0),
    ("quadrupling", 4.0),
    ("quintuple", 5.0),
    ("quintupled", 5.0),
    ("quintupling", 5.0),
    ("halved", 0.5),
    ("halving", 0.5),
];

/// Words of the greatest.
pub(super) const TOP: &[&str] =
    &["largest", "biggest", "highest", "greatest", "most", "top", "leading", "strongest", "longest", "richest"];

/// Words of the least.
pub(super) const BOTTOM: &[&str] =
    &["smallest", "lowest", "least", "fewest", "last", "weakest", "shortest", "poorest", "bottom"];

/// The currency at an index of [`CURRENCIES`] may be meant by a word of another.
pub(super) fn may_mean(word: &str, code: &str) -> bool {
    CURRENCIES.iter().any(|money| money.code == code && money.words.contains(&word))
}

/// The currency of a code of ISO 4217.
pub(super) fn money(code: &str) -> Option<&'static Money> {
    CURRENCIES.iter().find(|money| money.code == code)
}

/// True for the code of a currency, in whatever case.
pub(super) fn is_currency_code(word: &str) -> bool {
    word.len() == 3
        && (CURRENCIES.iter().any(|money| money.code.eq_ignore_ascii_case(word)) || word.eq_ignore_ascii_case("rmb"))
}

/// The power of ten of a word, as a language means it.
pub(super) fn magnitude_in(word: &str, language: &str) -> Option<i32> {
    MAGNITUDES
        .iter()
        .find(|(known, _, languages)| *known == word && (languages.is_empty() || languages.contains(language)))
        .map(|(_, power, _)| *power)
}

/// True for letters that may be glued to digits without making a name of both.
pub(super) fn may_follow_digits(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.as_str();
    ORDINAL_ENDINGS.contains(&word)
        || MAGNITUDES.iter().any(|(known, ..)| *known == word)
        || [TIMES, POINTS, PERCENT, BASIS_POINTS, PER_MILLE].iter().any(|words| words.contains(&word))
        || MEASURES.iter().any(|names| names.contains(&word))
        || CURRENCIES.iter().any(|money| money.words.contains(&word))
}
