//! Where in a page a template stands when it prints something.

use crate::attribute::Attribute;
use crate::script::Script;

/// A reader of HTML or XML that keeps no more than where it is. Fed with the text of a template, part by part.
///
/// Source: HTML Living Standard 13.2.5, "Tokenization", without what only tells valid pages from invalid ones. XML differs in
/// that no element and no attribute means more than another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    pub(crate) place: Place,
    /// Name of the tag last begun, in lower case.
    pub(crate) tag: String,
    /// Name of the attribute last begun, in lower case.
    pub(crate) attribute: String,
    /// What the value begins with that is being read, as far as the template says it.
    pub(crate) value: String,
    /// Where in its script the template stands, where it stands in one.
    pub(crate) script: Script,
    is_xml: bool,
    closing: bool,
}

/// A place in a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// Between tags.
    #[default]
    Content,
    /// In the name of a tag: `<h`.
    TagName,
    /// In a tag, outside its values.
    Tag,
    /// Behind `=`.
    BeforeValue,
    /// In a value, in quotes or without. `empty` until something stands in it.
    Value { quote: Option<char>, empty: bool },
    /// In `<!-- -->`.
    Comment,
    /// In `<!doctype` or `<?`.
    Declaration,
    /// In an element whose text is no markup; the reader's `tag` is its name.
    Raw,
}

/// Elements whose text ends at nothing but their own end tag.
const RAW: [&str; 9] = ["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];

impl Reader {
    /// A reader of XML.
    pub(crate) fn of_xml() -> Reader {
        Reader { is_xml: true, ..Reader::default() }
    }

    /// What the attribute that was last begun holds.
    pub(crate) fn holds(&self) -> Attribute {
        if self.is_xml { Attribute::Text } else { Attribute::of(&self.attribute) }
    }

    /// Reads on.
    pub(crate) fn feed(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            rest = match self.place {
                Place::Content => self.content(rest),
                Place::TagName => self.tag_name(rest),
                Place::Tag => self.in_tag(rest),
                Place::BeforeValue => self.before_value(rest),
                Place::Value { quote: Some(quote), .. } => self.quoted(rest, quote),
                Place::Value { quote: None, .. } => self.unquoted(rest),
                Place::Comment => self.until(rest, "-->"),
                Place::Declaration => self.until(rest, ">"),
                Place::Raw => self.raw(rest),
            };
        }
    }

    /// Whether what follows reads the same here and there.
    pub(crate) fn joins(&self, other: &Reader) -> bool {
        let same = match (self.place, other.place) {
            (Place::Content, Place::Content) => return true,
            (Place::Value { quote: here, .. }, Place::Value { quote: there, .. }) => here == there,
            // A block of whole attributes behind the name: `<p{{#if role}} class="{{role}}"{{/if}}>`.
            (Place::Tag, Place::TagName) => true,
            (here, there) => here == there,
        };
        same && self.tag == other.tag && self.closing == other.closing
    }

    /// Whether the place is a script.
    pub(crate) fn is_in_script(&self) -> bool {
        self.place == Place::Raw && self.tag == "script"
    }

    /// Whether the place is a script, and a value may stand there.
    pub(crate) fn takes_json(&self) -> bool {
        self.is_in_script() && self.script.takes_value()
    }

    /// Notes that a template prints something here.
    pub(crate) fn printed(&mut self) {
        self.script = self.script.printed();
        match &mut self.place {
            Place::Value { empty, .. } => *empty = false,
            // What is printed behind `=` begins a value without quotes.
            Place::BeforeValue => self.place = Place::Value { quote: None, empty: false },
            Place::Content | Place::TagName | Place::Tag | Place::Comment | Place::Declaration | Place::Raw => {}
        }
    }

    fn content<'t>(&mut self, text: &'t str) -> &'t str {
        let Some((_, rest)) = text.split_once('<') else {
            return "";
        };
        if let Some(rest) = rest.strip_prefix("!--") {
            self.place = Place::Comment;
            return rest;
        }
        self.closing = rest.starts_with('/');
        let name = rest.strip_prefix('/').unwrap_or(rest);
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            self.place = Place::TagName;
            self.tag.clear();
            return name;
        }
        if rest.starts_with(['!', '?', '/']) {
            self.place = Place::Declaration;
        }
        rest
    }

    fn tag_name<'t>(&mut self, text: &'t str) -> &'t str {
        let end = text.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'));
        let (name, rest) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
        self.tag.push_str(&name.to_ascii_lowercase());
        if !rest.is_empty() {
            self.place = Place::Tag;
            self.attribute.clear();
        }
        rest
    }

    fn in_tag<'t>(&mut self, text: &'t str) -> &'t str {
        let mut letters = text.chars();
        match letters.next() {
            Some('>') => self.end_tag(),
            Some('=') => self.place = Place::BeforeValue,
            Some(letter) if letter.is_ascii_whitespace() || letter == '/' => {
                // A blank between a name and its `=` does not end the attribute.
                let named = letters.as_str().trim_start().starts_with('=');
                self.attribute.truncate(if named { self.attribute.len() } else { 0 });
            }
            Some(letter) => self.attribute.push(letter.to_ascii_lowercase()),
            None => {}
        }
        letters.as_str()
    }

    fn before_value<'t>(&mut self, text: &'t str) -> &'t str {
        let text = text.trim_start();
        let mut letters = text.chars();
        match letters.next() {
            Some('>') => self.end_tag(),
            Some(quote @ ('"' | '\'')) => {
                self.place = Place::Value { quote: Some(quote), empty: true };
                self.value.clear();
            }
            Some(_) => {
                self.place = Place::Value { quote: None, empty: true };
                return text;
            }
            None => {}
        }
        letters.as_str()
    }

    fn quoted<'t>(&mut self, text: &'t str, quote: char) -> &'t str {
        let Some((_, rest)) = text.split_once(quote) else {
            self.printed();
            self.value.push_str(text);
            return "";
        };
        self.end_value();
        rest
    }

    fn unquoted<'t>(&mut self, text: &'t str) -> &'t str {
        let end = text.find(|letter: char| letter.is_ascii_whitespace() || letter == '>');
        let (_, rest) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
        if !rest.is_empty() {
            self.end_value();
        }
        rest
    }

    fn until<'t>(&mut self, text: &'t str, end: &str) -> &'t str {
        let Some((_, rest)) = text.split_once(end) else {
            return "";
        };
        self.place = Place::Content;
        rest
    }

    fn raw<'t>(&mut self, text: &'t str) -> &'t str {
        let (script, rest) = text.split_once("</").unwrap_or((text, ""));
        self.script = self.script.fed(script);
        if script.len() == text.len() {
            return "";
        }
        let Some((name, after)) = rest.split_at_checked(self.tag.len()) else {
            self.script = self.script.fed("</");
            return rest;
        };
        let ends = after.starts_with(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'));
        if !ends || !name.eq_ignore_ascii_case(&self.tag) {
            self.script = self.script.fed("</");
            return rest;
        }
        self.closing = true;
        self.place = Place::Tag;
        after
    }

    fn end_value(&mut self) {
        self.place = Place::Tag;
        self.attribute.clear();
    }

    fn end_tag(&mut self) {
        let raw = !self.is_xml && !self.closing && RAW.contains(&self.tag.as_str());
        self.script = Script::default();
        self.place = if raw { Place::Raw } else { Place::Content };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ends_in(html: &str, place: Place) -> Reader {
        let (mut whole, mut pieces) = (Reader::default(), Reader::default());
        whole.feed(html);
        html.split_inclusive(' ').for_each(|piece| pieces.feed(piece));
        assert_eq!(whole.place, place, "{html}");
        assert_eq!(pieces.place, place, "{html}, piece by piece");
        whole
    }

    #[test]
    fn every_place_is_known() {
        let value = |quote, empty| Place::Value { quote, empty };
        ends_in("<!doctype html>\n<p>a < b", Place::Content);
        ends_in("<h", Place::TagName);
        ends_in("<p class=\"a\" ", Place::Tag);
        ends_in("<p class = ", Place::BeforeValue);
        ends_in("<p class=\"", value(Some('"'), true));
        ends_in("<p class='a > b ", value(Some('\''), false));
        ends_in("<p class=a", value(None, true));
        ends_in("<!-- <p> -- > ", Place::Comment);
        ends_in("<!-- a --><b>", Place::Content);
        ends_in("<!doctype ", Place::Declaration);
        ends_in("<script>if (a < b) \"</p>\" </scripts ", Place::Raw);
        ends_in("<SCRIPT></Script >", Place::Content);
        ends_in("<title>a <b class=\"</title>", Place::Content);
        ends_in("<br/>", Place::Content);
        ends_in("</p", Place::TagName);
    }

    #[test]
    fn attributes_are_named() {
        assert_eq!(ends_in("<a ID=x HREF = \"", Place::Value { quote: Some('"'), empty: true }).attribute, "href");
        assert_eq!(
            ends_in("<a hidden onclick=\"", Place::Value { quote: Some('"'), empty: true }).attribute,
            "onclick"
        );
    }
}
