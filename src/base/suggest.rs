//! The nearest known word to one that is not known.

/// The word of `known` nearest to `word`, if it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = word.chars().count();
    known
        .into_iter()
        // Words of quite another length are not worth comparing.
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 + length / 4)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| {
            // Of two letters any word is near; one slip in every four letters is a slip.
            let length = candidate.chars().count().min(word.chars().count());
            *distance == 0 || (length > 2 && *distance <= 1 + length / 4)
        })
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}

/// `did you mean X?`, or the list of what is known when nothing is near.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let all: Vec<&str> = known.into_iter().collect();
    match all.len() {
        0 => "none are known here".to_owned(),
        1..=40 => format!("known here: {}", all.join(", ")),
        n => format!("known here: {} and {} more", all[..40].join(", "), n - 40),
    }
}

/// A list as YAML has it, of a text whose parts between commas are all known: `[a, b]` of `a, b`. What would read as a
/// number is quoted.
pub fn list_in_one(text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() < 2 || !parts.iter().all(|part| is_known(part)) {
        return None;
    }
    let is_plain = |part: &str| part.starts_with(char::is_alphabetic) && !part.contains([':', '#', '[', ']', '{', '}']);
    let written: Vec<String> =
        parts.iter().map(|part| if is_plain(part) { (*part).to_owned() } else { format!("\"{part}\"") }).collect();
    Some(format!("[{}]", written.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_one_text_is_taken_apart() {
        let is_known = |part: &str| ["a", "b", "2023"].contains(&part);
        assert_eq!(list_in_one("a, b", is_known).as_deref(), Some("[a, b]"));
        assert_eq!(list_in_one("2023,a", is_known).as_deref(), Some("[\"2023\", a]"));
        assert_eq!(list_in_one("a, c", is_known), None);
        assert_eq!(list_in_one("a", is_known), None);
    }

    #[test]
    fn the_nearest_word_must_be_near() {
        assert_eq!(nearest("tilte", ["title", "date"]), Some("title"));
        assert_eq!(nearest("desciption", ["title", "description"]), Some("description"));
        assert_eq!(nearest("zebra", ["title", "date"]), None);
        assert_eq!(hint("zebra", ["title", "date"]), "known here: title, date");
    }
}
