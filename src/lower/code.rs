//! A block of code → `<pre>`, highlighted where its language is known.

use crate::base::escape;
use crate::doc::CodeBlock;
use std::borrow::Cow;

/// Writes a block. Returns the language if it is named but not known.
pub(super) fn write<'a>(out: &mut String, block: &'a CodeBlock, source: &str) -> Option<&'a str> {
    let text: Cow<'_, str> = match &block.text[..] {
        [one] => Cow::Borrowed(one.get(source)),
        many => Cow::Owned(many.iter().map(|piece| piece.get(source)).collect()),
    };
    let language = block.language();
    out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape::attribute(out, language);
        out.push('"');
    }
    out.push('>');
    let known = !language.is_empty() && crate::code::highlight(language, &text, out);
    if !known {
        escape::text(out, &text);
    }
    out.push_str("</code></pre>\n");
    let plain = matches!(language, "" | "text" | "txt" | "plain" | "plaintext" | "console" | "output");
    (!known && !plain).then_some(language)
}
