//! What stands below and beside a story: contacts, boilerplate, credits, captions, residue of web pages, and what only
//! editors may see.
//!
//! The body has labelled its lines before; this pass goes over the parts that they make, each a line with those that go on
//! with it, and takes from the text what does not belong to it.
//!
//! Source: WIRE-CONVENTIONS sections 13 and 14.

use memchr::memchr;

use super::byline;
use super::contact;
use super::dateline;
use super::draft::Draft;
use super::line::{Line, Lines};
use super::note::{holder, is_copyright};
use super::picture;
use super::rule::{self, Label, Rule};
use super::sentence::ends_sentence;
use super::shape;
use super::sign;
use super::table::{LABELS, Labelled, SIGNS, Sign, look_up};
use crate::diagnostic::Diagnostic;
use crate::model::Field;

/// Lines of a contact or of boilerplate that are one block at most.
const MAX_GROUP: usize = 40;

/// Shortest paragraph that stays one behind an end mark.
const PROSE: usize = 300;

/// Longest headline of another story, in bytes, and lines in which its byline or dateline stands below.
const MAX_TITLE: usize = 200;
const MAX_HEAD: usize = 8;

/// Shortest rule between two stories, in bytes.
const MIN_RULE: usize = 60;

/// Where in the tail the pass is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// In the story.
    Story,
    /// Below a head such as `About the Harbour Trust`.
    Boilerplate,
    /// Below the name of whom to ask.
    Contact,
    /// Below `Notes to editors`.
    Notes,
    /// Behind an end mark.
    Ended,
    /// Below `not for publication`: nothing from there on is public.
    Private,
}

/// Labels the tail of a story whose body begins in the line `first`.
pub(super) fn label(draft: &mut Draft<'_, '_>, first: usize) {
    let title = draft.lines.next_text(0).map_or("", |title| draft.text(title));
    let corrects = SIGNS.find(title) == Some(Sign::Correction);
    let mut tail = Tail { draft, zone: Zone::Story, release: None, corrects, first, is_one_story: true };
    let mut at = first;
    while at < tail.draft.len() {
        at = tail.part(at);
    }
}

struct Tail<'t, 'f, 's> {
    draft: &'t mut Draft<'f, 's>,
    zone: Zone,
    /// Whether the text is a release, once it was asked.
    release: Option<bool>,
    /// Whether the headline says that the story corrects another.
    corrects: bool,
    first: usize,
    /// Whether no other story was met behind an end mark.
    is_one_story: bool,
}

impl<'s> Tail<'_, '_, 's> {
    /// Looks at the part that begins in the line `at`; gives the line after it.
    fn part(&mut self, at: usize) -> usize {
        let Some(rule) =
            self.draft.rules.get(at).copied().filter(|rule| !matches!(rule.label, Label::Blank | Label::Envelope))
        else {
            return at + 1;
        };
        let end = self.end_of(at);
        if self.zone == Zone::Private {
            self.set(at..end, &rule::PRIVATE, &rule::PRIVATE_JOINED);
            return end;
        }
        // A line that keeps all that follows from the public does so within a paragraph too.
        let lines = self.draft.lines.lines.get(at..end).unwrap_or_default();
        if let Some(private) = lines.iter().position(|line| is_private(&self.draft.lines, *line)) {
            return self.open_private(at + private);
        }
        match rule.label {
            Label::EndMark if self.opens_story(at, end) => {}
            Label::EndMark => self.zone = Zone::Ended,
            Label::SectionBreak if self.opens_story(at, end) => {}
            Label::Paragraph | Label::Heading | Label::Item | Label::SectionBreak | Label::Row => {
                let text = self.draft.text(at);
                let long = end > at + 1 || text.len() > sign::MAX_SIGN;
                if self.zone == Zone::Story && !self.may_say(text, long) {
                    return end;
                }
                return self.labelled(at, end, text, rule);
            }
            _ => {}
        }
        end
    }

    /// Begins another story below an end mark or a rule in the line `parting`, where one does, and says so: what follows is no
    /// boilerplate.
    fn opens_story(&mut self, parting: usize, below: usize) -> bool {
        let Some(headline) = self.draft.lines.next_text(below) else { return false };
        let Some(opening) = self.opening_of_story(parting, headline) else { return false };
        self.zone = Zone::Story;
        self.draft.set(headline, &rule::OTHER_HEADLINE);
        if self.draft.rules.get(opening).is_some_and(|rule| rule.label == Label::Heading && opening > headline) {
            self.draft.set(opening, &rule::PROSE);
        }
        if std::mem::take(&mut self.is_one_story) {
            let message = "another story begins here; it is read as text of the one above";
            let diagnostic = Diagnostic::warning("several-stories", message);
            self.draft.report(headline, diagnostic.help("cut the file, so that each story is a file of its own"));
        }
        true
    }

    /// The line that makes sure that a story begins with the line `headline`: a byline or dateline below it; below a long rule
    /// it is enough that the line is a heading.
    fn opening_of_story(&self, parting: usize, headline: usize) -> Option<usize> {
        let is_title = |text: &str| text.len() <= MAX_TITLE && !ends_sentence(text);
        let title = self.draft.text(headline);
        if !is_title(title) || sign::read(title).is_some() || contact::has_data(title) {
            return None;
        }
        let below = (headline + 1..headline + MAX_HEAD).filter(|at| self.draft.lines.has_text(*at));
        let sure = |at: &usize| self.opens_text(self.draft.text(*at)) && self.draft.lines.next_text(at + 1).is_some();
        let opening = below.map_while(|at| (sure(&at) || is_title(self.draft.text(at))).then_some(at)).find(sure);
        let is_heading = || self.draft.rules.get(headline).is_some_and(|rule| rule.label == Label::Heading);
        opening.or((self.draft.text(parting).len() >= MIN_RULE && is_heading()).then_some(headline))
    }

    /// Whether a line is a byline, or begins with a dateline.
    fn opens_text(&self, text: &str) -> bool {
        let labelled = || shape::label(text).filter(|(label, _)| look_up(LABELS, label) == Some(Labelled::Byline));
        byline::marked(text, true).is_some()
            || labelled().is_some_and(|(_, names)| byline::are_names(names))
            || dateline::split(text, self.draft.house).is_some()
    }

    /// The line after the last that goes on with `at`.
    fn end_of(&self, at: usize) -> usize {
        let below = self.draft.rules.get(at + 1..).unwrap_or_default();
        at + 1 + below.iter().take_while(|rule| rule.joins).count()
    }

    /// Whether a line within the story may say that it is none of it: its first bytes and its last tell of most that they do
    /// not. Less may begin a long paragraph.
    fn may_say(&self, text: &str, long: bool) -> bool {
        let bytes = text.as_bytes();
        let begins = match bytes.first() {
            Some(b'(' | b'[' | b'#' | b'*' | b'C' | b'c' | 0xC2) => true,
            // Counts, pages, sources, and dashes before a name.
            Some(b'0'..=b'9' | b'P' | b'p' | b'S' | b'Q' | b'F' | b'-' | 0xE2) => !long,
            _ => false,
        };
        let announces =
            || bytes.last() == Some(&b':') || memchr(b' ', bytes).is_none() || self.draft.house.has_boilerplate_heads();
        begins || self.corrects || SIGNS.may_begin(bytes) || sign::ends_in_credit(text) || (!long && announces())
    }

    fn labelled(&mut self, at: usize, end: usize, text: &'s str, rule: &'static Rule) -> usize {
        if let Some(done) = self.sign(at, end, text, rule) {
            return done;
        }
        match self.zone {
            Zone::Contact if self.is_of_contact(at, text) => self.set_contact(at),
            Zone::Contact => {
                self.zone = Zone::Story;
                // Below whom to ask, a release goes on with what it says of itself.
                if rule.label != Label::Heading && self.is_boilerplate_before(at) {
                    self.zone = Zone::Boilerplate;
                    self.set(at..end, &rule::BOILERPLATE, &rule::BOILERPLATE_JOINED);
                }
                end
            }
            Zone::Boilerplate => self.set_group(at, &rule::BOILERPLATE, &rule::BOILERPLATE_JOINED),
            Zone::Notes => {
                self.set(at..end, &rule::ASIDE, &rule::ASIDE_JOINED);
                end
            }
            Zone::Ended if self.bytes(at, end) < PROSE && rule.label != Label::Heading => {
                self.set(at..end, &rule::BEHIND_END, &rule::BEHIND_END_JOINED);
                end
            }
            Zone::Story | Zone::Ended | Zone::Private => end,
        }
    }

    /// A line that says by itself what it is.
    fn sign(&mut self, at: usize, end: usize, text: &'s str, rule: &'static Rule) -> Option<usize> {
        let found = sign::read(text);
        match found {
            Some(Sign::Contact) => {
                self.zone = Zone::Contact;
                return Some(self.set_contact(at));
            }
            Some(Sign::About) if self.draft.lines.next_text(at + 1).is_none() || !self.is_release(at) => {}
            Some(Sign::About | Sign::Boilerplate) => self.open_boilerplate(at, end, rule),
            _ if self.draft.house.is_boilerplate_head(text) => self.open_boilerplate(at, end, rule),
            Some(Sign::Note) => {
                if text.ends_with(':') || (!text.contains(':') && text.split(' ').count() <= 3) {
                    self.zone = Zone::Notes;
                }
                self.set(at..end, &rule::ASIDE, &rule::ASIDE_JOINED);
            }
            Some(Sign::Aside) => self.set(at..end, &rule::ASIDE, &rule::ASIDE_JOINED),
            Some(Sign::Notice) => self.set_notice(at, end, text),
            Some(Sign::WordCount) if end == at + 1 => self.claim_words(at, text),
            Some(Sign::Media) if picture::split(text).is_some() => {
                self.set(at..end, &rule::PICTURE, &rule::CAPTION_JOINED);
            }
            Some(Sign::Media) => self.set(at..end, &rule::CAPTION, &rule::CAPTION_JOINED),
            Some(Sign::Residue | Sign::ResidueSentence) => self.set(at..end, &rule::RESIDUE, &rule::PROSE_JOINED),
            Some(Sign::Credit) => self.set(at..end, &rule::CREDIT, &rule::CREDIT_JOINED),
            _ if self.is_source(at, text) => self.set_notice(at, end, text),
            _ if self.is_correction(at, end) => self.set(at..end, &rule::ASIDE, &rule::ASIDE_JOINED),
            _ if self.is_tail_byline(at, end, text) => {
                self.draft.fields.bylines(text.trim_start_matches(['—', '–', '-', ' ']));
                self.draft.claim(at, &rule::TAIL_BYLINE);
            }
            _ => return None,
        }
        // A subhead of a story may begin with `About` too.
        let stays = found == Some(Sign::About) && self.zone != Zone::Boilerplate;
        (!stays).then_some(end)
    }

    fn open_boilerplate(&mut self, at: usize, end: usize, rule: &'static Rule) {
        self.zone = Zone::Boilerplate;
        if rule.label != Label::Heading {
            self.set(at..end, &rule::BOILERPLATE_HEAD, &rule::PROSE_JOINED);
        }
    }

    /// Rights, a source, a disclaimer. The first two say who sends the story, where nothing above did.
    fn set_notice(&mut self, at: usize, end: usize, text: &'s str) {
        self.set(at..end, &rule::NOTICE, &rule::NOTICE_JOINED);
        if self.draft.fields.head.credit.is_some() {
            return;
        }
        if self.is_source(at, text) {
            let name = text.split_once([' ', ':']).map_or("", |(_, name)| name).trim_start_matches([':', ' ']);
            self.draft.fields.set(Field::Credit, name);
        } else if is_copyright(text) {
            self.draft.fields.set(Field::Credit, holder(text));
        }
    }

    fn claim_words(&mut self, at: usize, text: &'s str) {
        self.draft.fields.set(Field::WordCount, text.trim_matches(['(', ')', ' ']));
        self.draft.claim(at, &rule::WORDS);
    }

    /// What a correction tells editors: `please read in paragraph 2 ... instead of ...`, `A corrected version follows.`
    fn is_correction(&self, at: usize, end: usize) -> bool {
        let says = |text: &str| {
            text.contains("please read") || text.contains("corrected version") || text.contains("corrected story")
        };
        self.corrects && (at..end).any(|line| says(self.draft.text(line)))
    }

    /// Whether the text is a release: it says so above, or it ends as releases do.
    fn is_release(&mut self, at: usize) -> bool {
        if let Some(known) = self.release {
            return known;
        }
        let said = self.draft.rules.iter().take(self.first).any(|rule| std::ptr::eq(*rule, &rule::RELEASE));
        let source = self.draft.fields.head.dateline.as_ref().and_then(|dateline| dateline.source.as_ref());
        let wire = source.is_some_and(|source| source.to_lowercase().contains("wire"));
        let ended =
            || self.draft.rules.iter().any(|rule| rule.label == Label::Contact || std::ptr::eq(*rule, &rule::END_MARK));
        let below = || {
            (at..self.draft.len()).any(|line| {
                let text = self.draft.text(line);
                !text.is_empty() && (contact::opens(text) || text.starts_with("SOURCE "))
            })
        };
        let release = said || wire || ended() || below();
        self.release = Some(release);
        release
    }

    fn is_boilerplate_before(&self, at: usize) -> bool {
        let before = self.draft.rules.get(self.first..at).unwrap_or_default();
        before.iter().any(|rule| std::ptr::eq(*rule, &rule::BOILERPLATE))
    }

    /// `SOURCE Harbour Trust` as one of the last lines.
    fn is_source(&self, at: usize, text: &str) -> bool {
        if !matches!(text.as_bytes().first(), Some(b'S' | b'Q' | b'F')) {
            return false;
        }
        let word = text.split([' ', ':']).next().unwrap_or_default();
        let is_word = ["SOURCE", "Source", "Quelle", "Fuente", "Fonte"].contains(&word);
        let colon = text.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
        is_word
            && (word == "SOURCE" || colon)
            && text.len() <= sign::MAX_SIGN
            && !ends_sentence(text.trim_end_matches('.'))
            && self.is_near_end(at)
    }

    /// Whether no more than a few lines with text follow.
    fn is_near_end(&self, at: usize) -> bool {
        let below = self.draft.lines.lines.get(at + 1..).unwrap_or_default();
        below.iter().filter(|line| !line.is_blank()).take(4).count() < 4
    }

    /// `— Joan Roe` below a story that has no byline above.
    fn is_tail_byline(&self, at: usize, end: usize, text: &str) -> bool {
        let Some(name) = text.strip_prefix(['—', '–']).or_else(|| text.strip_prefix("--")) else { return false };
        let name = name.trim_start();
        let words = name.split(' ').count();
        end == at + 1
            && self.draft.fields.head.bylines.is_empty()
            && (2..=4).contains(&words)
            && byline::are_names(name)
            && !name.contains(|letter: char| letter.is_numeric())
            && self.draft.lines.next_text(end).is_none()
    }

    /// Whether a line below whom to ask is still about that: it has data, or a name above more of them.
    fn is_of_contact(&self, at: usize, text: &str) -> bool {
        if contact::has_data(text) {
            return true;
        }
        let has_data = |line: usize| contact::has_data(self.draft.text(line));
        let in_group = (at + 1..self.group_end(at)).any(has_data);
        (contact::is_name(text) && in_group)
            || (contact::goes_on(text) && self.draft.lines.next_text(at + 1).is_some_and(has_data))
    }

    /// The line after the last before a blank one, or before one that is not for the public; no further than a contact may
    /// reach.
    fn group_end(&self, at: usize) -> usize {
        let below = self.draft.lines.lines.get(at..).unwrap_or_default();
        let lines = at..at + below.iter().take(MAX_GROUP).take_while(|line| !line.is_blank()).count();
        let private = lines.clone().skip(1).find(|line| sign::is_private(self.draft.text(*line)));
        private.unwrap_or(lines.end)
    }

    /// A contact is one block, up to a blank line or to what is none of it.
    fn set_contact(&mut self, at: usize) -> usize {
        let group = self.group_end(at);
        // A line with data also takes in what stands between it and the first, such as `Harbour Trust Inc.`
        let last_data = (at..group).rev().find(|line| contact::has_data(self.draft.text(*line))).unwrap_or(at);
        let end = (at + 1..group).find(|line| {
            let text = self.draft.text(*line);
            let within = *line < last_data && contact::is_name(text);
            !within && !contact::goes_on(text) && !self.draft.rules.get(*line).is_some_and(|rule| rule.joins)
        });
        let end = end.unwrap_or(group).max(at + 1);
        self.set(at..end, &rule::CONTACT, &rule::CONTACT_JOINED);
        end
    }

    /// A block up to a blank line, where blank lines part paragraphs in a wrapped text; else the part alone.
    fn set_group(&mut self, at: usize, first: &'static Rule, joined: &'static Rule) -> usize {
        let layout = self.draft.lines.layout;
        let end = if layout.is_wrapped() && !layout.has_indents() { self.group_end(at) } else { self.end_of(at) };
        self.set(at..end, first, joined);
        end
    }

    /// Everything from here on, and a break right above, is for editors alone.
    fn open_private(&mut self, at: usize) -> usize {
        let above = (self.first..at).rev().find(|above| self.draft.lines.has_text(*above));
        if let Some(above) =
            above.filter(|above| self.draft.rules.get(*above).is_some_and(|rule| rule.label == Label::SectionBreak))
        {
            self.draft.set(above, &rule::PRIVATE);
        }
        self.zone = Zone::Private;
        let end = self.end_of(at);
        self.set(at..end, &rule::PRIVATE, &rule::PRIVATE_JOINED);
        end
    }

    fn set(&mut self, lines: std::ops::Range<usize>, first: &'static Rule, joined: &'static Rule) {
        for line in lines.clone() {
            self.draft.set(line, if line == lines.start { first } else { joined });
        }
    }

    fn bytes(&self, at: usize, end: usize) -> usize {
        self.draft.lines.lines.get(at..end).unwrap_or_default().iter().map(|line| line.len()).sum()
    }
}

#[inline]
fn is_private(lines: &Lines<'_>, line: Line) -> bool {
    sign::may_be_private(lines.bytes(line)) && sign::is_private(lines.between(line.text, line.end))
}
