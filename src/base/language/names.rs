//! A language's code → what those who speak it call it.

const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pt-br", "Português (Brasil)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
];

/// The name of a language in that language; its code where it is not known.
pub fn own_name(code: &str) -> &str {
    let lower = code.to_lowercase().replace('_', "-");
    let mut tag = lower.as_str();
    loop {
        if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == tag) {
            return name;
        }
        match tag.rsplit_once('-') {
            Some((shorter, _)) => tag = shorter,
            None => return code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_called_what_their_speakers_call_them() {
        let names = ["uk", "zh-Hant-TW", "de-AT", "zh_Hans", "tlh"].map(own_name);
        assert_eq!(names, ["Українська", "繁體中文", "Deutsch", "简体中文", "tlh"]);
        assert!(NAMES.is_sorted_by_key(|(code, _)| *code));
        assert!(super::super::LANGUAGES.iter().all(|language| own_name(language.code) != language.code));
    }
}
