//! Letters and signs that TeX writes as commands.
//!
//! The composed letters are those of Unicode's canonical composition (UAX 15); the names of accents and symbols are those
//! of LaTeX's T1 and TS1 encodings, as `encguide` lists them.

/// Letters with an accent: for each accent, pairs of a letter and what it becomes.
#[rustfmt::skip]
const COMPOSED: [(char, &str); 15] = [
    ('\u{300}', "aàeèiìnǹoòuùwẁyỳAÀEÈIÌNǸOÒUÙWẀYỲêềâầôồăằơờưừÊỀÂẦÔỒĂẰƠỜƯỪüǜÜǛ"),
    ('\u{301}', "aácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźAÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹêếâấôốăắơớưứÊẾÂẤÔỐĂẮƠỚƯỨüǘÜǗæǽÆǼøǿØǾåǻÅǺ"),
    ('\u{302}', "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑAÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐ"),
    ('\u{303}', "aãeẽiĩnñoõuũvṽyỹAÃEẼIĨNÑOÕUŨVṼYỸêễâẫôỗăẵơỡưữÊỄÂẪÔỖĂẴƠỠƯỮ"),
    ('\u{304}', "aāeēgḡiīoōuūyȳAĀEĒGḠIĪOŌUŪYȲüǖÜǕæǣÆǢ"),
    ('\u{306}', "aăeĕgğiĭoŏuŭAĂEĔGĞIĬOŎUŬ"),
    ('\u{307}', "aȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżAȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻ"),
    ('\u{308}', "aäeëhḧiïoötẗuüwẅxẍyÿAÄEËHḦIÏOÖUÜWẄXẌYŸ"),
    ('\u{30a}', "aåuůwẘyẙAÅUŮ"),
    ('\u{30b}', "oőuűOŐUŰ"),
    ('\u{30c}', "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžAǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽüǚÜǙ"),
    ('\u{323}', "aạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓAẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒêệâậôộăặơợưựÊỆÂẬÔỘĂẶƠỢƯỰ"),
    ('\u{327}', "cçdḑeȩgģhḩkķlļnņrŗsştţCÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢ"),
    ('\u{328}', "aąeęiįoǫuųAĄEĘIĮOǪUŲ"),
    ('\u{331}', "bḇdḏhẖkḵlḻnṉrṟtṯzẕBḆDḎKḴLḺNṈRṞTṮZẔ"),
];

/// The accents by the names of their commands, with the sign that stands for one alone.
const ACCENTS: [(&str, char, &str); 16] = [
    ("`", '\u{300}', "`"),
    ("'", '\u{301}', "\u{b4}"),
    ("\u{b4}", '\u{301}', "\u{b4}"),
    ("^", '\u{302}', "^"),
    ("~", '\u{303}', "~"),
    ("=", '\u{304}', "\u{af}"),
    ("u", '\u{306}', "\u{2d8}"),
    (".", '\u{307}', "\u{2d9}"),
    ("\"", '\u{308}', "\u{a8}"),
    ("r", '\u{30a}', "\u{2da}"),
    ("H", '\u{30b}', "\u{2dd}"),
    ("v", '\u{30c}', "\u{2c7}"),
    ("d", '\u{323}', ""),
    ("c", '\u{327}', "\u{b8}"),
    ("k", '\u{328}', "\u{2db}"),
    ("b", '\u{331}', ""),
];

/// Commands that are one sign or a few.
#[rustfmt::skip]
const SYMBOLS: &[(&str, &str)] = &[
    ("%", "%"), ("&", "&"), ("$", "$"), ("#", "#"), ("_", "_"), ("{", "{"), ("}", "}"), ("LaTeX", "LaTeX"),
    ("TeX", "TeX"), ("BibTeX", "BibTeX"), ("aa", "å"), ("AA", "Å"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"),
    ("OE", "Œ"), ("o", "ø"), ("O", "Ø"), ("l", "ł"), ("L", "Ł"), ("ss", "ß"), ("SS", "ẞ"), ("dh", "ð"), ("DH", "Ð"),
    ("dj", "đ"), ("DJ", "Đ"), ("th", "þ"), ("TH", "Þ"), ("ng", "ŋ"), ("NG", "Ŋ"), ("i", "ı"), ("j", "ȷ"), ("ij", "ĳ"),
    ("IJ", "Ĳ"), ("P", "¶"), ("S", "§"), ("copyright", "©"), ("dag", "†"), ("ddag", "‡"), ("dots", "…"),
    ("ldots", "…"), ("pounds", "£"), ("euro", "€"), ("texteuro", "€"), ("EUR", "€"), ("textendash", "–"),
    ("textemdash", "—"), ("textquotesingle", "'"), ("textquotedblleft", "“"), ("textquotedblright", "”"),
    ("textquoteleft", "‘"), ("textquoteright", "’"), ("quotedblbase", "„"), ("quotesinglbase", "‚"),
    ("textquotedbl", "\""), ("lq", "‘"), ("rq", "’"), ("guillemotleft", "«"), ("guillemotright", "»"),
    ("guillemetleft", "«"), ("guillemetright", "»"), ("guilsinglleft", "‹"), ("guilsinglright", "›"), ("flqq", "«"),
    ("frqq", "»"), ("glqq", "„"), ("grqq", "“"), ("textasciicircum", "^"), ("textasciigrave", "`"),
    ("textasciitilde", "~"), ("textasteriskcentered", "*"), ("textbackslash", "\\"), ("textbar", "|"),
    ("textbraceleft", "{"), ("textbraceright", "}"), ("textbullet", "•"), ("textdagger", "†"), ("textdaggerdbl", "‡"),
    ("textdegree", "°"), ("textdollar", "$"), ("textellipsis", "…"), ("textless", "<"), ("textgreater", ">"),
    ("textexclamdown", "¡"), ("textquestiondown", "¿"), ("textordfeminine", "ª"), ("textordmasculine", "º"),
    ("textperiodcentered", "·"), ("textregistered", "®"), ("texttrademark", "™"), ("textsection", "§"),
    ("textparagraph", "¶"), ("textsterling", "£"), ("textunderscore", "_"), ("textnumero", "№"), ("textmu", "µ"),
    ("textonehalf", "½"), ("textpm", "±"), ("texttimes", "×"), ("nobreakspace", "\u{a0}"), ("slash", "/"),
    ("bibrangedash", "–"), ("textnobreakspace", "\u{a0}"), ("hyphen", "-"), ("times", "×"), ("pm", "±"),
    ("cdot", "·"), ("circ", "°"), ("leq", "≤"), ("le", "≤"), ("geq", "≥"), ("ge", "≥"), ("neq", "≠"), ("approx", "≈"),
    ("sim", "∼"), ("infty", "∞"), ("to", "→"), ("rightarrow", "→"), ("leftarrow", "←"), ("partial", "∂"),
    ("nabla", "∇"), ("sum", "∑"), ("int", "∫"), ("sqrt", "√"), ("in", "∈"), ("ell", "ℓ"), ("prime", "′"),
    ("mid", "|"), ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ϵ"),
    ("varepsilon", "ε"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"),
    ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("rho", "ρ"), ("sigma", "σ"), ("tau", "τ"), ("upsilon", "υ"),
    ("phi", "φ"), ("varphi", "ϕ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"),
    ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("Sigma", "Σ"), ("Phi", "Φ"), ("Psi", "Ψ"),
    ("Omega", "Ω"),
];

/// The accent that a command sets.
pub(super) fn accent(name: &str) -> Option<char> {
    ACCENTS.iter().find(|(known, ..)| *known == name).map(|(_, accent, _)| *accent)
}

/// The sign of an accent that stands on no letter.
pub(super) fn alone(accent: char) -> &'static str {
    ACCENTS.iter().find(|(_, known, _)| *known == accent).map_or("", |(.., sign)| sign)
}

/// What a command writes.
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    SYMBOLS.iter().find(|(known, _)| *known == name).map(|(_, written)| *written)
}

/// A letter with an accent: one sign where there is one, otherwise the letter and a combining accent.
pub(super) fn compose(letter: char, accent: char) -> String {
    let pairs = COMPOSED.iter().find(|(known, _)| *known == accent).map_or("", |(_, pairs)| pairs);
    let mut signs = pairs.chars();
    while let (Some(base), Some(composed)) = (signs.next(), signs.next()) {
        if base == letter {
            return composed.to_string();
        }
    }
    String::from_iter([letter, accent])
}

/// A sign that is raised, where there is one.
pub(super) fn superscript(sign: char) -> Option<char> {
    shifted(sign, "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻=⁼(⁽)⁾nⁿiⁱ")
}

/// A sign that is lowered, where there is one.
pub(super) fn subscript(sign: char) -> Option<char> {
    shifted(sign, "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋=₌(₍)₎")
}

fn shifted(sign: char, pairs: &str) -> Option<char> {
    let mut signs = pairs.chars();
    while let (Some(base), Some(shifted)) = (signs.next(), signs.next()) {
        if base == sign {
            return Some(shifted);
        }
    }
    None
}
