//! Numbers with Chinese signs, and what such signs make of digits beside them. Knows no word of another script.

use super::reading::{Instead, Reading, Step};
use super::tokens::{Digits, Kind};

impl Reading<'_> {
    /// Numbers in Chinese signs: `三分之一`, `四十`, `两百万`, `三倍`.
    pub(super) fn han(&self, at: usize) -> Option<Step> {
        if !self.is_sign(at, "一二三四五六七八九十两百半翻") {
            return None;
        }
        if self.is_sign(at, "翻") {
            let end = at + 1 + usize::from(self.is_sign(at + 1, "一两"));
            return self.is_sign(end, "番倍").then_some(Step::Counted(at..end + 1));
        }
        let mut end = at;
        while self.is_sign(end, "〇零一二三四五六七八九十百千万亿两点") {
            end += 1;
        }
        if end == at {
            return None;
        }
        if self.is_sign(end, "分") && self.is_sign(end + 1, "之") {
            let from = end + 2;
            let to = (from..self.len())
                .find(|next| !self.is_sign(*next, "零一二三四五六七八九十百点"))
                .unwrap_or(self.len());
            return Some(if to > from { Step::Counted(at..to) } else { Step::Passed(end, Instead::Other) });
        }
        let is_ordinal = self.before(at, 1).is_some_and(|token| token.text == "第");
        let is_date = self.is_sign(end, "月日号號岁歲")
            || (self.is_sign(end, "世") && self.is_sign(end + 1, "纪紀"))
            || (self.is_sign(end, "年") && self.is_sign(end + 1, "代"));
        let large = end - at >= 2
            && (at..end).any(|piece| self.is_sign(piece, "十百千万亿"))
            && !self.is_sign(at, "百")
            && !(end - at == 2 && self.is_sign(at, "十") && self.is_sign(at + 1, "一二"));
        let counts = (large || self.is_sign(end, "倍")) && !is_ordinal && !is_date;
        Some(if counts {
            Step::Counted(at..end + usize::from(self.is_sign(end, "倍")))
        } else {
            Step::Passed(end, Instead::Other)
        })
    }

    /// Where Chinese signs for a magnitude, a currency or points behind a number end: `亿美元`, `个百分点`.
    pub(super) fn han_tail(&self, from: usize) -> usize {
        let mut end = from;
        while self.is_sign(end, "十百千万萬亿億兆") {
            end += 1;
        }
        let coin = end + usize::from(self.is_sign(end, "美欧歐港日英泰"));
        match () {
            () if self.is_sign(coin, "元镑鎊铢銖") => coin + 1,
            () if self.is_sign(end, "个個")
                && self.is_sign(end + 1, "百")
                && self.is_sign(end + 2, "分")
                && self.is_sign(end + 3, "点點") =>
            {
                end + 4
            }
            () if self.is_sign(end, "倍") => end + 1,
            () => end,
        }
    }

    /// A date, an age or a label by the Chinese signs around a number.
    pub(super) fn is_han_label(&self, first: usize, last: usize, digits: Digits) -> bool {
        let is_label = first > 0 && self.is_glued(first) && self.is_sign(first - 1, "第骤驟图圖表章節节頁页卷版");
        let is_year = self.is_sign(last + 1, "年") && (digits.count == 4 || self.is_sign(last + 2, "代级級"));
        let is_century = self.is_sign(last + 1, "世周週") && self.is_sign(last + 2, "纪紀年岁歲");
        is_label || is_year || is_century || self.is_sign(last + 1, "日月号號岁歲点點后後")
    }

    /// True if the piece at a place is one of these signs.
    fn is_sign(&self, at: usize, signs: &str) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Han && signs.contains(token.text))
    }
}
