//! One head over another: what a database says of a story beside what its text says.

use super::{Dates, Field, Head, Span};

impl<'s> Head<'s> {
    /// Takes the fields that `over` has in the place of its own, which are those that a text was read for. What is taken has
    /// no place in the source. Members that this version does not know are added.
    ///
    /// Gives the fields that were something else before, and where they were read, in the order of the head: what the text
    /// says there is lost.
    ///
    /// ```
    /// use slugline_core::model::{Field, Head, Span};
    ///
    /// let mut head = Head { headline: Some("Rain".into()), slug: Some("rain".into()), ..Head::default() };
    /// let over = Head { headline: Some("Snow".into()), section: Some("Weather".into()), ..Head::default() };
    /// assert_eq!(head.overlay(over), [(Field::Headline, Span::DETACHED)]);
    /// assert_eq!(head.headline.as_deref(), Some("Snow"));
    /// assert_eq!(head.section.as_deref(), Some("Weather"));
    /// assert_eq!(head.slug.as_deref(), Some("rain"));
    /// ```
    pub fn overlay(&mut self, over: Head<'s>) -> Vec<(Field, Span)> {
        let Head {
            headline,
            subheadline,
            section,
            bylines,
            dateline,
            dates: Dates { created, published, updated, embargo },
            language,
            slug,
            keywords,
            subjects,
            urgency,
            category,
            word_count,
            credit,
            rights,
            editor_notes,
            status,
            identifier,
            version,
            url,
            spans: _,
            extra,
        } = over;
        let mut lost = Vec::new();
        let mut take = Take { head_spans: &mut self.spans, lost: &mut lost };
        take.one(&[Field::Headline], &mut self.headline, headline);
        take.one(&[Field::Subheadline], &mut self.subheadline, subheadline);
        take.one(&[Field::Section], &mut self.section, section);
        take.list(&[Field::Byline, Field::BylineRole, Field::BylineAffiliation], &mut self.bylines, bylines);
        take.one(&[Field::Dateline], &mut self.dateline, dateline);
        take.one(&[Field::Created], &mut self.dates.created, created);
        take.one(&[Field::Published], &mut self.dates.published, published);
        take.one(&[Field::Updated], &mut self.dates.updated, updated);
        take.one(&[Field::Embargo], &mut self.dates.embargo, embargo);
        take.one(&[Field::Language], &mut self.language, language);
        take.one(&[Field::Slug], &mut self.slug, slug);
        take.list(&[Field::Keyword], &mut self.keywords, keywords);
        take.list(&[Field::Subject], &mut self.subjects, subjects);
        take.one(&[Field::Urgency], &mut self.urgency, urgency);
        take.one(&[Field::Category], &mut self.category, category);
        take.one(&[Field::WordCount], &mut self.word_count, word_count);
        take.one(&[Field::Credit], &mut self.credit, credit);
        take.one(&[Field::Rights], &mut self.rights, rights);
        take.list(&[Field::EditorNote], &mut self.editor_notes, editor_notes);
        take.one(&[Field::Status], &mut self.status, status);
        take.one(&[Field::Identifier], &mut self.identifier, identifier);
        take.one(&[Field::Version], &mut self.version, version);
        take.one(&[Field::Url], &mut self.url, url);
        self.extra.extend(extra);
        lost
    }
}

/// What is taken over, field by field.
struct Take<'t> {
    head_spans: &'t mut Vec<super::FieldSpan>,
    lost: &'t mut Vec<(Field, Span)>,
}

impl Take<'_> {
    fn one<T: PartialEq>(&mut self, fields: &[Field], own: &mut Option<T>, over: Option<T>) {
        if over.is_some() {
            self.replaced(fields, own.is_some() && *own != over);
            *own = over;
        }
    }

    fn list<T: PartialEq>(&mut self, fields: &[Field], own: &mut Vec<T>, over: Vec<T>) {
        if !over.is_empty() {
            self.replaced(fields, !own.is_empty() && *own != over);
            *own = over;
        }
    }

    /// Forgets where `fields`, of which the first is the value itself, were read.
    fn replaced(&mut self, fields: &[Field], is_lost: bool) {
        if is_lost && let Some(field) = fields.first() {
            let read = self.head_spans.iter().find(|entry| entry.field == *field);
            self.lost.push((*field, read.map_or(Span::DETACHED, |entry| entry.span)));
        }
        self.head_spans.retain(|entry| !fields.contains(&entry.field));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Byline, FieldSpan};
    use super::*;

    #[test]
    fn what_is_taken_over_has_no_place_and_what_was_there_is_told_with_its_own() {
        let at = |field, start| FieldSpan { field, index: 0, span: Span::new(start, start + 4) };
        let mut head = Head {
            bylines: vec![Byline { name: "Ada Roe".into(), ..Byline::default() }],
            slug: Some("rain".into()),
            keywords: vec!["rain".into()],
            spans: vec![at(Field::Byline, 0), at(Field::BylineRole, 9), at(Field::Slug, 20), at(Field::Keyword, 30)],
            ..Head::default()
        };
        let over = Head {
            bylines: vec![Byline { name: "Sam Lind".into(), ..Byline::default() }],
            keywords: vec!["rain".into()],
            ..Head::default()
        };
        assert_eq!(head.overlay(over), [(Field::Byline, Span::new(0, 4))]);
        assert_eq!(head.bylines[0].name, "Sam Lind");
        assert_eq!(head.spans, [at(Field::Slug, 20)]);
    }
}
