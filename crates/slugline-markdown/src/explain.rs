//! Accounting for a post line by line: what each line was taken for, by which rule, and what of it is no text.

use slugline_core::Source;
use slugline_core::line::lines;
use slugline_core::model::{Article, Block, BlockKind, Role, Span};
use slugline_core::plugin::LineReport;

use crate::loss::{Loss, Losses};
use crate::rule::{self, Rule};

/// Reports every line of `source`, whose first bytes are `front_matter`.
pub(crate) fn report<'s>(
    source: &'s Source,
    front_matter: &'s str,
    article: &Article<'_>,
    losses: &Losses<'s>,
) -> Vec<LineReport<'s>> {
    let mut account = Account { source, taken: Vec::new(), claims: Vec::new(), losses: Vec::new() };
    account.taken.extend(article.head.spans.iter().map(|entry| entry.span));
    article.each_text(&mut |_, span| account.taken.push(span));
    account.claim(&article.body, &rule::PARAGRAPH);
    account.losses.extend(losses.parts().map(|(part, loss)| (source.span_of(part), loss.as_str())));
    account.sort();
    account.lines(front_matter)
}

/// What the parts of a source are, sorted by place.
struct Account<'s> {
    source: &'s Source,
    /// What is text of the article.
    taken: Vec<Span>,
    /// What blocks cover, and the rule of the lines they cover. Inner blocks come behind those around them.
    claims: Vec<(Span, &'static Rule)>,
    /// What was left out, and why.
    losses: Vec<(Span, &'static str)>,
}

impl<'s> Account<'s> {
    /// Claims the lines of `blocks`. `text` is the rule of text among them.
    fn claim(&mut self, blocks: &[Block<'_>], text: &'static Rule) {
        for block in blocks {
            let rule = match &block.kind {
                BlockKind::Paragraph { .. } if block.attrs.role() == Some(&Role::EndMark) => &rule::END_MARK,
                BlockKind::Paragraph { .. } | BlockKind::Group { .. } | BlockKind::Unknown(_) => text,
                BlockKind::Heading { .. } => &rule::HEADING,
                BlockKind::Quote { .. } => &rule::QUOTE,
                BlockKind::List { .. } => &rule::ITEM,
                BlockKind::Table(_) => &rule::ROW,
                BlockKind::Preformatted { .. } => &rule::CODE,
                BlockKind::Figure(_) => &rule::FIGURE,
                BlockKind::SectionBreak => &rule::SECTION_BREAK,
            };
            self.claims.push((block.span, rule));
            match &block.kind {
                BlockKind::Quote { blocks } => self.claim(blocks, rule),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.claim(&item.blocks, rule)),
                BlockKind::Figure(_) | BlockKind::SectionBreak => self.taken.push(block.span),
                BlockKind::Paragraph { .. }
                | BlockKind::Heading { .. }
                | BlockKind::Group { .. }
                | BlockKind::Table(_)
                | BlockKind::Preformatted { .. }
                | BlockKind::Unknown(_) => {}
            }
        }
    }

    fn sort(&mut self) {
        self.taken.retain(|span| !span.is_empty());
        self.losses.retain(|(span, _)| !span.is_empty());
        self.taken.sort_unstable();
        self.losses.sort_unstable();
        // Stable, and the longer first: what is within comes behind.
        self.claims.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    }

    fn lines(&self, front_matter: &'s str) -> Vec<LineReport<'s>> {
        let text = self.source.text();
        let head_end = self.source.span_of(front_matter).end;
        let (mut taken, mut claims, mut losses) =
            (Window::of(&self.taken), Claims::of(&self.claims), Window::of(&self.losses));
        let mut reports = Vec::new();
        let mut in_definition = false;
        for (at, (line, whole)) in lines(text).enumerate() {
            let bytes = self.source.span_of(whole);
            let span = if at == 0 { self.source.mark().to(bytes) } else { bytes };
            let in_head = !front_matter.is_empty() && span.start < head_end;
            let (taken, losses) = (taken.at(span), losses.at(span));
            let claim = claims.at(span);
            let rule = if in_head {
                of_front_matter(line)
            } else {
                of_body(line, claim, !taken.is_empty(), !losses.is_empty())
            };
            let skipped =
                Skipped { source: self.source, rule, losses, in_definition, found: Vec::new() }.of(span, taken);
            in_definition = skipped.last().is_some_and(|(_, reason)| *reason == DEFINITION);
            reports.push(LineReport {
                line: u32::try_from(at + 1).unwrap_or(u32::MAX),
                span,
                label: rule.label,
                rule: rule.name,
                evidence: rule.evidence,
                text: line,
                skipped,
            });
        }
        reports
    }
}

fn of_front_matter(line: &str) -> &'static Rule {
    match line.trim() {
        "" => &rule::BLANK,
        "---" | "+++" | ";;;" | "..." | "{" | "}" => &rule::FENCE,
        text if text.starts_with('#') => &rule::REMARK,
        _ => &rule::ENTRY,
    }
}

fn of_body(line: &str, claim: Option<&'static Rule>, has_text: bool, has_losses: bool) -> &'static Rule {
    if line.trim().is_empty() {
        return &rule::BLANK;
    }
    match claim {
        Some(rule) => rule,
        None if has_text => &rule::OF_HEAD,
        None if has_losses => &rule::MARKUP,
        None => &rule::MARKS,
    }
}

/// Something with a place.
trait Placed {
    fn span(&self) -> Span;
}

impl Placed for Span {
    fn span(&self) -> Span {
        *self
    }
}

impl<T> Placed for (Span, T) {
    fn span(&self) -> Span {
        self.0
    }
}

/// What of a sorted slice a line may touch. Lines are asked for from the first on.
struct Window<'w, T> {
    rest: &'w [T],
}

impl<'w, T: Placed> Window<'w, T> {
    fn of(all: &'w [T]) -> Window<'w, T> {
        Window { rest: all }
    }

    /// The parts from the first that ends within or behind `line` up to the last that begins in it.
    fn at(&mut self, line: Span) -> &'w [T] {
        while let [first, others @ ..] = self.rest
            && first.span().end <= line.start
        {
            self.rest = others;
        }
        let count = self.rest.iter().take_while(|part| part.span().start < line.end).count();
        self.rest.get(..count).unwrap_or_default()
    }
}

/// The innermost claim of each line.
struct Claims<'c> {
    rest: &'c [(Span, &'static Rule)],
    /// Those that the last line lies in, the innermost last.
    open: Vec<(Span, &'static Rule)>,
}

impl<'c> Claims<'c> {
    fn of(all: &'c [(Span, &'static Rule)]) -> Claims<'c> {
        Claims { rest: all, open: Vec::new() }
    }

    fn at(&mut self, line: Span) -> Option<&'static Rule> {
        self.open.retain(|(span, _)| span.end > line.start);
        while let [first, others @ ..] = self.rest
            && first.0.start < line.end
        {
            if first.0.end > line.start {
                self.open.push(*first);
            }
            self.rest = others;
        }
        self.open.last().map(|(_, rule)| *rule)
    }
}

/// The parts of a line that are no text.
struct Skipped<'a, 's> {
    source: &'s Source,
    rule: &'static Rule,
    losses: &'a [(Span, &'static str)],
    /// The line before, or what stands before in this one, was an address for links, which may go on.
    in_definition: bool,
    found: Vec<(Span, &'static str)>,
}

impl Skipped<'_, '_> {
    /// What lies between what was taken.
    fn of(mut self, line: Span, taken: &[Span]) -> Vec<(Span, &'static str)> {
        let mut at = line.start;
        let mark = self.source.mark();
        if at == 0 && !mark.is_empty() {
            self.found.push((mark, "byte order mark"));
            at = mark.end;
        }
        for span in taken {
            self.gap(Span::new(at, span.start.min(line.end)));
            at = at.max(span.end.min(line.end));
        }
        self.gap(Span::new(at, line.end));
        self.found
    }

    /// A gap, cut where something in it was left out.
    fn gap(&mut self, gap: Span) {
        let mut at = gap.start;
        for (span, reason) in self.losses {
            let part = Span::new(span.start.max(at), span.end.min(gap.end));
            if !part.is_empty() {
                self.explain(Span::new(at, part.start));
                self.found.push((part, reason));
                at = part.end;
            }
        }
        self.explain(Span::new(at, gap.end));
    }

    /// Says why a part is no text.
    fn explain(&mut self, part: Span) {
        if part.is_empty() {
            return;
        }
        let why = match reason(self.rule, self.source.slice(part)) {
            LineReport::UNACCOUNTED if self.in_definition => DEFINITION,
            why => why,
        };
        self.in_definition |= why == DEFINITION;
        self.found.push((part, why));
    }
}

/// The reason for an address that links name, where the parser passes over it: a second one of the same name.
const DEFINITION: &str = Loss::Definition.as_str();

/// Why `text`, which lies in a line with `rule`, is no text of the article.
fn reason(rule: &'static Rule, text: &str) -> &'static str {
    let text = text.trim();
    if text.is_empty() {
        return "white space";
    }
    if *rule == rule::REMARK {
        return "remark";
    }
    if *rule == rule::ENTRY || *rule == rule::FENCE {
        let is_key = text.trim_end_matches(['"', '\'', '[', '{', ' ', '>', '|']).ends_with([':', '=']);
        let has_words = text.contains(char::is_alphanumeric);
        return if is_key {
            "key"
        } else if has_words {
            "custom metadata"
        } else {
            "mark"
        };
    }
    if !text.contains(char::is_alphanumeric) {
        return "mark";
    }
    // Nothing else with words that begins so, behind marks of lists and quotes too, is dropped; its label may go on in the
    // next line.
    if text.trim_start_matches(|letter: char| letter.is_ascii_digit() || "->*+.) \t".contains(letter)).starts_with('[')
    {
        return DEFINITION;
    }
    // Template markup may part the number from its point.
    let is_number = *rule == rule::ITEM && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || text.split_whitespace().all(is_list_mark) {
        return "list mark";
    }
    LineReport::UNACCOUNTED
}

/// `1.`, `2)`, in a quote too (`>3.`), and marks without letters.
fn is_list_mark(word: &str) -> bool {
    let number = word.trim_start_matches('>').strip_suffix(['.', ')']);
    let is_number = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    is_number || !word.contains(char::is_alphanumeric)
}
