//! Bylines and datelines of Chinese, Japanese and Korean copy, which have forms of their own.
//!
//! Source: WIRE-CONVENTIONS sections 9, 10 and 16.

use nom::Parser;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::combinator::map_opt;
use nom::sequence::terminated;

use super::dateline::Split;
use crate::model::{Date, MonthDay};

/// Agencies whose names begin datelines.
const AGENCIES: [&str; 9] = ["新华社", "新華社", "中新社", "中新网", "中央社", "人民网", "法新社", "路透社", "美联社"];

/// What ends a Chinese dateline: a wire's word for its line.
const WIRES: [&str; 4] = ["电", "電", "讯", "訊"];

/// Words before the name of a reporter, and behind it.
const REPORTERS: [&str; 6] = ["本报记者", "本報記者", "特派员", "特派員", "记者", "記者"];
const REPORTERS_BEHIND: [&str; 5] = ["특파원", "기자", "記者", "记者", "通讯员"];

/// Longest name and longest place, in characters.
const MAX_NAME: usize = 12;
const MAX_PLACE: usize = 12;

/// The dateline at the start of a paragraph: `新华社北京3月3日电（记者王五）下雨`, `（東京＝田中太郎）雨`, `(서울=연합뉴스) 김하늘 기자 = 비`,
/// `【記者王五／台北報導】下雨`.
pub(super) fn dateline(paragraph: &str) -> Option<Split<'_>> {
    let first = *paragraph.as_bytes().first()?;
    if first < 0xE0 && first != b'(' {
        return None;
    }
    chinese_wire(paragraph).or_else(|| bracketed(paragraph))
}

/// `新华社北京3月3日电（记者王五）`
fn chinese_wire(paragraph: &str) -> Option<Split<'_>> {
    let source = *AGENCIES.iter().find(|agency| paragraph.starts_with(**agency))?;
    let behind = paragraph.get(source.len()..)?;
    let digits = behind.char_indices().take(MAX_PLACE + 1).find(|(_, letter)| letter.is_ascii_digit())?.0;
    let place = behind.get(..digits).filter(|place| place.chars().all(char::is_alphabetic))?;
    let (rest, day) = month_day(behind.get(digits..)?)?;
    let wire = *WIRES.iter().find(|wire| rest.starts_with(**wire))?;
    // The sign of a wire also begins words: `电视`, `讯号`.
    let rest = rest.get(wire.len()..).filter(|rest| ends_wire(rest))?;
    let (byline, rest) = reporter_in_brackets(rest).map_or((None, rest), |(name, rest)| (Some(name), rest));
    let text = paragraph.get(..paragraph.len() - rest.len())?;
    let (source, place) = (paragraph.get(..source.len()), (!place.is_empty()).then_some(place));
    Some(Split {
        text,
        place,
        source,
        date: Some(Date::MonthDay(day)),
        byline,
        rest: rest.trim_start(),
        ..Split::default()
    })
}

/// Whether what stands behind the sign of a wire ends a dateline: a blank, a reporter in brackets, a colon, nothing.
fn ends_wire(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || matches!(next, '（' | '(' | '【' | '［' | '：' | ':'))
}

/// `3月3日`
fn month_day(input: &str) -> Option<(&str, MonthDay)> {
    let number = || {
        map_opt(take_while_m_n(1, 2, |digit: char| digit.is_ascii_digit()), |digits: &str| digits.parse::<u8>().ok())
    };
    let mut parts = (terminated(number(), tag("月")), terminated(number(), tag("日")));
    let result: nom::IResult<&str, (u8, u8)> = parts.parse(input);
    let (rest, (month, day)) = result.ok()?;
    Some((rest, MonthDay::new(month, day)?))
}

/// `（记者王五）`, and what comes after it.
fn reporter_in_brackets(text: &str) -> Option<(&str, &str)> {
    let (inner, rest) = in_brackets(text)?;
    Some((reporter(inner)?, rest))
}

/// What stands in brackets at the start of a text, and what comes after them.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］')];
    let (open, close) = BRACKETS.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.char_indices().take(40).find(|(_, letter)| *letter == close)?.0;
    Some((inner.get(..end)?, inner.get(end + close.len_utf8()..)?))
}

/// Place and reporter, or reporter and place, in brackets before the text.
fn bracketed(paragraph: &str) -> Option<Split<'_>> {
    let (inner, rest) = in_brackets(paragraph)?;
    let text = paragraph.get(..paragraph.len() - rest.len())?;
    if let Some((place, who)) = inner.split_once(['＝', '=']) {
        return placed(paragraph, text, place.trim(), who.trim(), rest);
    }
    let (who, _) = inner.split_once(['／', '/'])?;
    let byline = Some(reporter(who)?);
    Some(Split { text, byline, rest: rest.trim_start(), ..Split::default() })
}

/// `東京＝田中太郎` names who reports, `서울=연합뉴스` an agency, behind which the reporter may stand.
fn placed<'t>(paragraph: &'t str, text: &'t str, place: &'t str, who: &'t str, rest: &'t str) -> Option<Split<'t>> {
    if place.is_empty() || who.is_empty() || place.is_ascii() {
        return None;
    }
    let found = Split { text, place: Some(place), rest: rest.trim_start(), ..Split::default() };
    if let Some((before, after)) = rest.split_once('=')
        && let Some(name) = reporter(before)
    {
        let text = paragraph.get(..paragraph.len() - after.len() - 1)?.trim_end();
        return Some(Split { text, source: Some(who), byline: Some(name), rest: after.trim_start(), ..found });
    }
    let is_agency = ["通信", "共同", "時事", "뉴스", "신화", "AP", "AFP"].iter().any(|end| who.ends_with(end));
    Some(if is_agency { Split { source: Some(who), ..found } } else { Split { byline: Some(who), ..found } })
}

/// The name beside a word for reporter: `记者王五`, `本报记者 王五`, `田中太郎記者`, `김하늘 기자`.
pub(super) fn reporter(text: &str) -> Option<&str> {
    let text = text.trim();
    // A byte that no ASCII text has.
    if text.is_ascii() || text.len() > 64 {
        return None;
    }
    let before = REPORTERS.iter().find_map(|word| text.strip_prefix(word));
    let name = before.or_else(|| REPORTERS_BEHIND.iter().find_map(|word| text.strip_suffix(word)))?.trim();
    let sure = !name.is_empty()
        && name.chars().count() <= MAX_NAME
        && name.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '·' | '、'));
    sure.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_the_east() {
        let read = |paragraph| {
            let split = dateline(paragraph).unwrap_or_else(|| panic!("no dateline in {paragraph}"));
            (split.place, split.source, split.byline, split.date.map(|date| date.to_string()), split.rest)
        };
        let day = Some("--03-03".to_owned());
        assert_eq!(
            read("新华社北京3月3日电（记者王五）下雨。"),
            (Some("北京"), Some("新华社"), Some("王五"), day.clone(), "下雨。")
        );
        assert_eq!(read("中新社上海3月3日电 下雨。"), (Some("上海"), Some("中新社"), None, day, "下雨。"));
        assert_eq!(read("（東京＝田中太郎）雨。"), (Some("東京"), None, Some("田中太郎"), None, "雨。"));
        assert_eq!(read("（東京＝田中太郎）E=mc2の話"), (Some("東京"), None, Some("田中太郎"), None, "E=mc2の話"));
        assert_eq!(read("新华社北京3月3日电：下雨。").0, Some("北京"));
        assert_eq!(read("【ロンドン＝共同】雨。"), (Some("ロンドン"), Some("共同"), None, None, "雨。"));
        assert_eq!(
            read("(서울=연합뉴스) 김하늘 기자 = 비."),
            (Some("서울"), Some("연합뉴스"), Some("김하늘"), None, "비.")
        );
        assert_eq!(read("【記者王五／台北報導】下雨。"), (None, None, Some("王五"), None, "下雨。"));
    }

    #[test]
    fn reporters() {
        assert_eq!(reporter("이서준 기자"), Some("이서준"));
        assert_eq!(reporter("本报记者 王五"), Some("王五"));
        assert_eq!(reporter("记者了解到，明天下雨。"), None);
        assert_eq!(reporter("By Ada Roe"), None);
    }

    #[test]
    fn prose_has_none() {
        for paragraph in [
            "（下雨）今天不开船。",
            "新华社是通讯社。",
            "(Rain) fell.",
            "（株）港",
            "新华社将于3月3日电视直播庆典。",
            "新华社记者，在北京3月3日电 下雨。",
            "新华社在港口新建成的老渡口图书馆3月3日电 下雨。",
        ] {
            assert_eq!(dateline(paragraph), None, "{paragraph}");
        }
    }
}
