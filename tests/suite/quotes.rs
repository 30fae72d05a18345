//! Quotes and pages of `tests/sources/quotes.md`: which page holds which quote, and how pages are read.

use crate::harness::{Verdict, here};
use expound::net::{Folded, PageText, page_text};
use proptest::prelude::*;

/// The text of a page.
fn read(page: &[u8], content_type: &str) -> Result<String, String> {
    match page_text(page, Some(content_type).filter(|named| !named.is_empty())) {
        PageText::Text(text) => Ok(text),
        PageText::Other(name) => Err(name),
    }
}

#[test]
fn a_quote_is_found_where_a_reader_finds_it() {
    let mut verdict = Verdict::default();
    let cases = std::fs::read_to_string(here("tests/sources/quotes.md")).unwrap();
    let (mut page, mut kind, mut is_open, mut count) = (String::new(), "", false, 0);
    for (at, line) in cases.lines().enumerate() {
        let name = format!("quotes.md:{}", at + 1);
        match line.split_at_checked(2) {
            Some((sign @ ("= " | "~ "), text)) => {
                if !is_open {
                    page.clear();
                }
                is_open = true;
                kind = if sign == "= " { "text/html; charset=utf-8" } else { "text/plain; charset=utf-8" };
                page.push_str(text);
                page.push('\n');
            }
            Some((sign @ ("+ " | "- "), quote)) => {
                is_open = false;
                count += 1;
                let text = Folded::new(&read(page.as_bytes(), kind).unwrap());
                let why = format!("“{quote}” is held: {} in {text:?}", sign != "+ ");
                verdict.hold(&name, text.holds(quote) == (sign == "+ "), &why);
            }
            _ => is_open = false,
        }
    }
    verdict.hold("quotes.md", count > 70, &format!("only {count} quotes were read"));
    verdict.end();
}

#[test]
fn pages_are_read_in_their_encoding() {
    let russian = "<p>Торговля выросла</p>";
    let windows: Vec<u8> = encode(russian, |c| (u32::from(c) - 0x410 + 0xc0) as u8);
    let koi_heading = [&b"<meta charset=koi8-r><p>"[..], &[0xf4, 0xcf, 0xd2, 0xc7], b"</p>"].concat();
    let utf_16: Vec<u8> = "\u{feff}<p>Torg</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cut = &russian.as_bytes()[..russian.len() - 5];
    let cases: &[(&str, &[u8], &str, &str)] = &[
        ("header", &windows, "text/html; charset=windows-1251", "Торговля выросла"),
        ("quoted header", &windows, "text/html;charset=\"Windows-1251\"", "Торговля выросла"),
        ("UTF-8 unsaid", russian.as_bytes(), "text/html", "Торговля выросла"),
        ("cut in a character", cut, "text/html", "Торговля выросл"),
        ("meta", &koi_heading, "text/html", "Торг"),
        ("byte order mark", &utf_16, "text/html; charset=windows-1251", "Torg"),
        ("what browsers take", b"<p>caf\xe9 \x93x\x94</p>", "text/html", "café"),
        ("an unknown name", russian.as_bytes(), "text/html; charset=klingon", "Торговля"),
        ("nothing said", b"<!DOCTYPE html><p>a&amp;b", "", "a&b"),
        ("plain text with signs", b"a &amp; <b>", "text/plain", "a &amp; <b>"),
        ("HTML called plain", b" <html><p>a&amp;b", "text/plain", "a&b"),
        ("JSON", br#"{"a": ["x \u201cy\u201d", 3]}"#, "application/json; charset=utf-8", "x “y”"),
        ("no JSON", b"{words", "application/json", "{words"),
    ];
    let mut verdict = Verdict::default();
    for (name, page, content_type, words) in cases {
        let text = read(page, content_type);
        verdict.hold(name, text.as_ref().is_ok_and(|text| text.contains(words)), &format!("{text:?}"));
    }
    let others: &[(&[u8], &str, &str)] = &[
        (b"%PDF-1.7", "text/html", "PDF"),
        (b"", "application/pdf", "PDF"),
        (b"x", "image/png", "image/png"),
        (b"PK\x03\x04\0\0", "application/octet-stream", "application/octet-stream"),
        (b"\0\x01", "", "no text"),
    ];
    for (page, content_type, name) in others {
        assert_eq!(read(page, content_type), Err((*name).to_owned()));
    }
    verdict.end();
}

/// A text in an encoding of one byte a letter, ASCII as it is.
fn encode(text: &str, letter: impl Fn(char) -> u8) -> Vec<u8> {
    text.chars().map(|c| if c.is_ascii() { c as u8 } else { letter(c) }).collect()
}

proptest! {
    /// Whatever a host sends, something comes of it.
    #[test]
    fn any_bytes_are_read(page: Vec<u8>, kind in "(text/(html|plain)|application/(json|xml))?(; charset=[a-z0-9-]{0,9})?") {
        let _ = page_text(&page, Some(&kind));
    }

    /// Markup and scripts that are cut anywhere are read, and what is seen before them stays.
    #[test]
    fn broken_pages_are_read(tail in "(<[a-z/!]{0,6}[ >\"=]?|&[#a-z0-9]{0,5};?|[a-z ]{1,4}){0,20}") {
        let page = format!("<p>Trade rose by half.</p>{tail}");
        prop_assert!(Folded::new(&read(page.as_bytes(), "text/html").unwrap()).holds("Trade rose by half"), "{}", tail);
    }

    /// Words of a text are held by it, however it is laid out.
    #[test]
    fn a_text_holds_its_own_words(words in prop::collection::vec("[A-Za-zäé0-9]{1,8}", 1..12), from in 0_usize..12, length in 1_usize..12) {
        let from = from.min(words.len() - 1);
        let quote = words[from..(from + length).min(words.len())].join(" ");
        let page: String = words.iter().map(|word| format!("<i>{word}</i>\r\n\t&#160;")).collect();
        prop_assert!(Folded::new(&read(page.as_bytes(), "text/html; charset=utf-8").unwrap()).holds(&quote));
    }

    /// Folding what is folded changes nothing.
    #[test]
    fn folding_is_done_once(text: String) {
        let once = Folded::new(&text);
        prop_assert_eq!(&Folded::new(once.as_str()), &once);
    }
}
