//! Blocks of code in six languages, no two alike, so that nothing is gained by remembering one.

use super::words::{Chance, Words};
use std::fmt::Write;

/// The language of the post of this number, and a block in it.
pub(crate) fn block(index: usize, words: &Words, chance: &mut Chance) -> (&'static str, String) {
    let mut name = || words.word(chance).into_owned();
    let (one, two, three, four) = (name(), name(), name(), name());
    let upper = words.name(chance);
    let mut code = String::new();
    let language = ["rust", "python", "javascript", "go", "java", "sql"][index % 6];
    for step in 0..3 {
        let number = chance.below(10_000);
        let _ = match language {
            "rust" => write!(
                code,
                "/// {one} {two} {index}.\nfn {one}_{step}({two}: &[{upper}]) -> Option<u32> {{\n    let mut {three}_ = \
                 {number};\n    for item in {two}.iter().filter(|item| item.{four}) {{\n        {three}_ += item.len() \
                 as u32; // {four}\n    }}\n    Some({three}_)\n}}\n\n"
            ),
            "python" => write!(
                code,
                "def {one}_{step}({two}_, {three}_={number}):\n    \"\"\"{one} {two} {index}.\"\"\"\n    result = [x * \
                 {three}_ for x in {two}_ if x.{four}]\n    return {{'{two}': result, \"{four}\": f'{{result}}'}}\n\n"
            ),
            "javascript" => write!(
                code,
                "// {one} {two} {index}\nexport async function {one}{step}({two}_) {{\n  const {three}_ = await \
                 fetch(`/{four}/${{{two}_}}?n={number}`);\n  return {three}_.map((x) => x.{four} ?? null);\n}}\n\n"
            ),
            "go" => write!(
                code,
                "// {upper}{step} is {one} {two} {index}.\nfunc {upper}{step}({two}_ []string) (int, error) \
                 {{\n\tfor i, item := range {two}_ {{\n\t\tif len(item) > {number} {{\n\t\t\treturn i, \
                 fmt.Errorf(\"{three}: %w\", Err{upper})\n\t\t}}\n\t}}\n\treturn 0, nil\n}}\n\n"
            ),
            "java" => write!(
                code,
                "/** {one} {two} {index}. */\npublic final class {upper}{step} {{\n    private static final int \
                 {three}_ = {number};\n    public String {two}_(List<String> {four}_) {{\n        return \
                 {four}_.stream().map(String::trim).findFirst().orElse(\"{one}\");\n    }}\n}}\n\n"
            ),
            _ => write!(
                code,
                "-- {one} {two} {index}\nSELECT {one}_, COUNT(*) AS {two}_{step}\nFROM {three}_{index} t\nJOIN {four}_ \
                 u ON u.id = t.{four}_id\nWHERE t.{two}_ > {number} AND u.name LIKE '%{three}%'\nGROUP BY \
                 {one}_;\n\n"
            ),
        };
    }
    (language, code)
}
