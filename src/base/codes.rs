//! Every code that a diagnostic can have: a permanent word, its weight, and what `expound explain` says of it.

use super::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The permanent word.
    pub word: &'static str,
    /// The weight, unless a site or a command line gives it another.
    pub severity: Severity,
    /// What it means and what to do, in a few sentences.
    pub about: &'static str,
}

/// The code of a word.
pub fn find(word: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.word == word)
}

macro_rules! codes {
    ($($name:ident $severity:ident $word:literal $about:literal)*) => {
        $(#[doc = $about] pub static $name: Code = Code { word: $word, severity: Severity::$severity, about: $about };)*
        /// All codes, in the order of the stages that find them.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    NOT_UTF8 Error "not-utf8"
        "A file is not UTF-8 text. Save it again as UTF-8; an editor's `Save with encoding` does that."
    UNREADABLE_FILE Error "unreadable-file"
        "A file or a folder could not be read, or its name is not text. Check its permissions and its name."
    BAD_YAML Error "bad-yaml"
        "A block of YAML (front matter, expound.yaml, sources.yaml, theme.yaml) cannot be read. The commonest causes are a colon in a value without quotes, a tab, and a quote that is never closed."
    DUPLICATE_KEY Error "duplicate-key"
        "One key stands twice in one block of YAML, so that it is unclear which value is meant. Keep one of them."
    UNCLOSED_FRONT_MATTER Error "unclosed-front-matter"
        "A file begins with a line `---` but no second line `---` ends the front matter. Add it below the last key."
    UNREAD_FRONT_MATTER Error "unread-front-matter"
        "A file begins with what looks like front matter, yet its first line is not exactly `---`. It would be published as text, and a `draft: true` in it would not be obeyed."
    UNKNOWN_KEY Warning "unknown-key"
        "A key is not one that Expound or the site knows, so it has no effect. It is usually a slip of the keyboard. What belongs to the site alone goes below `extra:`. It is an error where the key is nearly `draft`, `publish` or `expires`: a brief would be published that was not to be."
    BAD_VALUE Error "bad-value"
        "A key has a value of the wrong kind, such as a list where a text is wanted."
    BAD_DATE Error "bad-date"
        "A date cannot be read, or no calendar has it. Write 2024-06-07, or 2024-06-07 12:00:00 +0800; in tables 2024, 2024-03 and 2024-Q1 are dates too. It is an error, because a brief whose moment of publication cannot be read might be published too soon."
    PLACEHOLDER_DATE Warning "placeholder-date"
        "A date is 0000-00-00, the placeholder of a template. The date at the beginning of the file's name is taken, if there is one."
    BAD_TABLE Error "bad-table"
        "A file of rows cannot be read: a quote is never closed, or JSON is broken or holds no rows. CSV has the names of the columns in its first line and a line for each row."
    BAD_HEADER Error "bad-header"
        "The header of a table has a column without a name, one name twice, or more than 1,000 columns. Each column has a name of its own."
    EMPTY_TABLE Error "empty-table"
        "A table has no rows, or is not there at all. Write the names of the columns first, then a line for each row."
    BAD_ROW Error "bad-row"
        "A row has more or fewer cells than the header has names. A cell that holds the delimiter stands in double quotes; a cell of which nothing is known is empty."
    BAD_CELL Error "bad-cell"
        "A cell of a table is not what its column holds. Numbers are written as 1200 or -1.5, dates as 2024-06-07, 2024-06 or 2024; a cell of which nothing is known is empty."
    MISSING_DATA_FILE Error "missing-data-file"
        "A descriptor names a file that is not there, or that is no CSV, TSV or JSON. Its `path` is relative to the descriptor."
    DUPLICATE_DATASET Error "duplicate-dataset"
        "Two datasets have one name, so that it is unclear which one a chart or a number means. Give one of them another `name:`."
    UNKNOWN_COLUMN Error "unknown-column"
        "A column is named that the table does not have. Names are those of the header, letter by letter."
    UNDESCRIBED_COLUMN Warning "undescribed-column"
        "A file has a column of which the `fields` of its descriptor say nothing. Describe it there, or take it out of the file. `source`, `via` and the qualifier of a described column need no description."
    DUPLICATE_ROW Error "duplicate-row"
        "Two rows of a dataset have one key, so that it is unclear which one is meant. Where two sources differ, a column `source` says who states which."
    UNKNOWN_AUTHOR Warning "unknown-author"
        "An author looks like a key of `authors` in expound.yaml, yet no such key is there. It is shown as it is written."
    MISSING_THEME Error "missing-theme"
        "The theme that expound.yaml names is neither built in nor a folder in `themes/`."
    BAD_FONT Error "bad-font"
        "The font that a theme names for charts, `chart_font` in theme.yaml, is not there or cannot be measured. It is two files, TrueType or OpenType, each with one static face; WOFF2 is for browsers alone."
    MISSING_TEMPLATE Error "missing-template"
        "Front matter names a template that the theme does not have."
    TEMPLATE_ERROR Error "template-error"
        "A template cannot be read, or failed on a page. The message is Tera's; the place is the line of the template."
    DUPLICATE_ROUTE Error "duplicate-route"
        "Two pages claim one address. Rename one of the files, or give one of them a `slug:`."
    BAD_ALIAS Error "bad-alias"
        "An alias is not a path of this site, or leads to an address that a page has. Write a path such as /old/address/."
    BROKEN_LINK Warning "broken-link"
        "A link leads to a page or a file that this site does not have. External links are not followed."
    BROKEN_ANCHOR Warning "broken-anchor"
        "A link leads to a heading that the page does not have. Ids are the words of the heading in lower case with hyphens between them."
    BROKEN_IMAGE Warning "broken-image"
        "A picture is not where the brief says it is. Paths are relative to the brief; a path with a leading slash begins at `content/`."
    EMPTY_LINK Warning "empty-link"
        "A link or an image has no address."
    WITHHELD_LINK Warning "withheld-link"
        "A link leads to a brief that is not published: a draft, under embargo, or expired. Readers would find nothing there."
    UNSAFE_LINK Warning "unsafe-link"
        "A link has a scheme that runs code or leaves the site's control (`javascript:`, `data:`, `vbscript:`). Its address is taken out."
    TEMPLATE_CODE Warning "template-code"
        "An address holds template code such as {{ site.url }}. Expound runs no code in briefs: write a path such as /about/."
    REMOTE_IMAGE Warning "remote-image"
        "Pictures are loaded from another host: they can vanish, and that host sees every reader. Put the files beside the brief. It is said once for each host."
    UNDEFINED_NOTE Error "undefined-note"
        "A note is used that is neither defined in the file nor a key of a source. Define it as `[^key]: text`, or add the source to sources.yaml."
    UNKNOWN_CITATION Warning "unknown-citation"
        "A word with @ before it is nearly the key of a source, but no source has it, so it is published as plain text. Correct the key, or write `\\@` where no citation is meant."
    UNUSED_NOTE Warning "unused-note"
        "A note is defined but never used, so no reader would see it. Use it as `[^key]`, or take it out."
    DUPLICATE_NOTE Error "duplicate-note"
        "A note is defined twice in one file. Give the second one another key."
    UNUSED_SOURCE Remark "unused-source"
        "A source is in sources.yaml but nothing cites it."
    MISSING_SOURCE Error "missing-source"
        "A dataset names a source that is not in sources.yaml, in its descriptor or in its columns `source` and `via`. Correct the key, or add the source."
    SOURCE_WITHOUT_ADDRESS Remark "source-without-address"
        "A source has neither `url` nor `doi`, so readers cannot follow it. That is allowed: who, what and when are shown."
    SOURCE_WITHOUT_TITLE Error "source-without-title"
        "A source has no title, so it cannot be named to a reader."
    UNBALANCED_PULL_QUOTE Warning "unbalanced-pull-quote"
        "A paragraph begins or ends like a pull quote but its signs do not match. A pull quote is a paragraph that is wholly ___`text`___."
    UNBALANCED_CAPTION Warning "unbalanced-caption"
        "A caption begins with an underscore that is never closed. Write _▲ text_ or ▲ text."
    RAW_HTML Warning "raw-html"
        "HTML that is not on the short list of harmless elements is shown as text. Use Markdown, or set `raw_html: true` in expound.yaml if everybody who writes for the site is trusted."
    UNBALANCED_HTML Warning "unbalanced-html"
        "An HTML element is opened and not closed in the same paragraph, or closed and not opened. It is shown as text."
    HEADING_ATTRIBUTE Warning "heading-attribute"
        "A heading has an attribute other than an id. Only {#id} is used."
    TOO_DEEP Warning "too-deep"
        "Blocks or emphasis are nested more than 64 deep. What is deeper is shown at that depth."
    BAD_MATH Warning "bad-math"
        "A formula cannot be read. It is shown as it was written."
    UNKNOWN_LANGUAGE Remark "unknown-language"
        "A code block names a language that cannot be highlighted. It is shown plain."
    BAD_CHART Error "bad-chart"
        "A chart block lacks something without which there is no chart: its type, its data, a column that its type needs; or it contradicts itself."
    UNKNOWN_DATASET Error "unknown-dataset"
        "A chart or a checked number names a file or a dataset that the site does not have. A file stands beside the brief; a path with a leading slash begins at `content/`."
    BAD_STAT Error "bad-stat"
        "The address of a checked number cannot be read, or asks for what cannot be worked out. It is stat:DATASET/ROW/COLUMN, perhaps with @SOURCE and ?OPERATION behind it, such as stat:trade/2024/total@customs?change=2023."
    UNKNOWN_ROW Error "unknown-row"
        "A checked number names a row that its dataset does not have. A row is named by the values of the key, with a comma between them where the key has several columns."
    MISSING_VALUE Error "missing-value"
        "A checked number rests on a cell that is blank, or on a source that states no value there. What is not known cannot be checked."
    DISPUTED_VALUE Error "disputed-value"
        "Sources state a value differently, and a checked number does not say whose it is. Write @ and the key of the source behind the column, or give the range with ?range."
    UNREAD_NUMBER Error "unread-number"
        "The words of a checked number hold no number that can be read. `expound explain numbers` lists the wordings that are understood. A number that is part of a name has the address stat:name."
    CONTRADICTED_NUMBER Error "contradicted-number"
        "A number in the text is not what the data says: its value, its sign, its unit or its hedge. Correct the text or the data; the message says what was read, what the data says, and which wording would be true."
    CONTRADICTED_YEAR Error "contradicted-year"
        "The sentence of a checked number names a year that its row is not of. Correct the year, or name the other row."
    LOW_COVERAGE Warning "low-coverage"
        "Fewer of a brief's numbers are traced than `figures: {coverage: …}` in expound.yaml asks for. A number is traced if it is a stat link, or stands in a sentence that has a note. `expound figures` lists those that are not; a number that is part of a name has the address stat:name."
    UNTRACED_NUMBER Remark "untraced-number"
        "A number is neither a stat link nor in a sentence that has a note. It is told only where `figures: {coverage: …}` in expound.yaml sets a floor. Tie it to a dataset, give its sentence a note, or mark it as part of a name with the address stat:name."
    UNKNOWN_CHART_TYPE Error "unknown-chart-type"
        "There is no chart of this type. Pies, gauges and 3-D are left out on purpose: lengths from one line compare better."
    UNKNOWN_CHART_WORD Error "unknown-chart-word"
        "A word of a chart block means nothing. It is usually a slip of the keyboard; the nearest word that there is is named."
    SECOND_AXIS Error "second-axis"
        "A chart asks for two axes of values. Where two lines cross then depends on nothing but the scales. Draw two charts, or show both as an index with one base."
    NOT_A_NUMBER Error "not-a-number"
        "A cell that a chart must draw as a length or a place is not a number. Write digits with a point before decimals; leave the cell empty where nothing is known."
    UNKNOWN_POSITION Error "unknown-position"
        "A note, a band or a line of reference stands at a position that the chart does not have, or `highlight:` names what it does not show."
    UNKNOWN_PLACE Error "unknown-place"
        "A map names a country or a territory that is not on it. Names in English and ISO codes are known."
    CIRCULAR_FLOW Error "circular-flow"
        "The flows of a sankey lead in a circle, so that there is no order from left to right."
    CHART_WITHOUT_SOURCE Error "chart-without-source"
        "A chart does not say where its data is from. Write `source:` and the key of a source."
    CHART_WITHOUT_ALT Error "chart-without-alt"
        "A chart has no `alt:`, so that those who do not see it are told nothing. Say what kind of chart it is, of what data, and where what happens."
    BARS_WITHOUT_ZERO Error "bars-without-zero"
        "The axis of a chart whose lengths are values must hold zero and cannot be logarithmic: otherwise the lengths lie."
    LOG_NOT_POSITIVE Error "log-not-positive"
        "A logarithmic axis has no zero and nothing below it, but the data has."
    UNORDERED_LINE Error "unordered-line"
        "A line or an area joins positions that have no order, so that its slope means nothing. Use dots or bars."
    TOO_MANY_COLOURS Error "too-many-colours"
        "More than eight colours cannot be told apart. Highlight a few series, join the small ones, or use `facet:`."
    TEXT_OVERLAP Error "text-overlap"
        "Words of a chart would lie on other words or marks, or be cut off, in one of its two widths. Shorten them, or show less."
    MANY_COLOURS Warning "many-colours"
        "More than four colours are hard to follow. Highlight a few series; the others are then muted."
    CUT_AXIS Warning "cut-axis"
        "The domain of a line leaves no room below its lowest point, which then looks like zero."
    UNUSED_WORD Warning "unused-word"
        "A word of a chart block names a column that this kind of chart does not show. Take it out, or choose a kind that shows it."
    TICK_COUNT Warning "tick-count"
        "An axis has fewer than 3 or more than 8 ticks."
    SHARES_NOT_WHOLE Warning "shares-not-whole"
        "Shares that are stacked up to 100 do not add up to 100, so that each is drawn larger or smaller than it is. Add what is left as a series of its own, use `stack: zero`, or say why in `note:`."
    PERCENT_OF_FRACTIONS Warning "percent-of-fractions"
        "`format: percent` stands with values that all lie between -1 and 1, as fractions of one do: `format: share` writes 0.12 as 12%. Where they are percent indeed, say so below `allow:`."
    TIME_ON_BARS Warning "time-on-bars"
        "Time runs from left to right: use columns or a line instead of bars."
    UNSORTED_BARS Warning "unsorted-bars"
        "Names without an order of their own read best by value. Write `sort: value`, or `sort: none` where the order means something."
    A_SENTENCE_INSTEAD Warning "a-sentence-instead"
        "A chart of one or two numbers says less than the sentence that has them."
    WEAK_HEADLINE Warning "weak-headline"
        "The headline of a chart says what it shows, in at most 15 words, as a sentence is written."
    MISSING_SUBTITLE Warning "missing-subtitle"
        "A chart does not say what it measures. The subtitle names measure, place, period and unit."
    MANY_ANNOTATIONS Warning "many-annotations"
        "More than four notes in a plot are a text. Keep those that explain what the eye asks about."
    NOT_DRAWN Warning "not-drawn"
        "A chart leaves out a part of its data that it has no place for: the middle positions of a slope, the steps of a waterfall after a gap, a point without one of its two values. The table of the data has it."
    NOTE_WITHOUT_ROOM Warning "note-without-room"
        "A note, or the words of a band or a line, found no free place in a plot and were left out there."
    REVIEW_OVERDUE Warning "review-overdue"
        "The day of `review_by` is over, so a brief was to be looked at again and perhaps was not. See whether it is still true, then set a new date or take the key out."
    NO_BASE_URL Remark "no-base-url"
        "expound.yaml has no `base_url`, so feeds, the sitemap and canonical links cannot name full addresses. They are left out."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_words_and_stand_once() {
        let mut words: Vec<&str> = ALL.iter().map(|code| code.word).collect();
        assert!(
            words.iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        );
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), ALL.len());
    }
}
