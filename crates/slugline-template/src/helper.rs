//! Our helpers, beside those of handlebars.

use std::error::Error;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, JsonTruthy, JsonValue, Output, RenderContext,
    RenderError, RenderErrorReason, ScopedJson,
};
use serde::Serialize;
use serde_json::Serializer;
use slugline_core::identity::slugify;
use slugline_core::model::Span;
use slugline_markup::script::Escaping;
use slugline_markup::{Dropped, clean_href, escaped};

use crate::attribute::{Attribute, is_name};
use crate::script::IN_SCRIPT;
use crate::signature::Signature;
use crate::templates::Escape;
use crate::written::{BODY, Part, Piece, part};
use crate::{meter, pattern, reached};

/// What stands for what was cut off.
const ELLIPSIS: char = '…';

/// Adds ours and takes away what templates have no business with: writing to a log, and passing text by the checks.
pub(crate) fn register(registry: &mut Handlebars<'_>, escape: Escape) {
    let values: [(&'static str, Value); 6] = [
        ("date", date),
        ("default", default),
        ("join", join),
        ("json", json),
        ("slug", |call| Ok(slugify(call.text(0)?).into())),
        ("truncate", truncate),
    ];
    for (name, value) in values {
        registry.register_helper(name, Box::new(Ours { name, value, escapes: true }));
    }
    // Between tags and in JSON what is markup already needs no escaping, in a text of JSON it does.
    let markup: [(&'static str, Value); 2] = [("attr", attr), ("xml", xml)];
    for (name, value) in markup {
        registry.register_helper(name, Box::new(Ours { name, value, escapes: escape == Escape::Json }));
    }
    registry.register_helper(
        IN_SCRIPT,
        Box::new(Ours { name: IN_SCRIPT, value: |call| in_script(call.value(0)), escapes: false }),
    );
    let parts: [(&'static str, FindPiece); 2] =
        [("blocks", blocks), ("inlines", |call| Ok(Piece::Inlines(call.number(0)?)))];
    for (name, piece) in parts {
        registry.register_helper(name, Box::new(OfBody { name, piece }));
    }
    registry.unregister_helper("log");
    registry.unregister_helper("raw");
}

/// What a helper makes of a call.
type Value = fn(&Call<'_>) -> Result<JsonValue, Wrong>;

/// Which part of an article a call prints.
type FindPiece = fn(&Call<'_>) -> Result<Piece<'static>, Wrong>;

/// Why a helper made nothing: what it was given, in words, or a limit.
type Wrong = Box<dyn Error + Send + Sync>;

/// The values of a call.
struct Call<'c> {
    name: &'static str,
    values: Vec<&'c JsonValue>,
}

impl Call<'_> {
    fn value(&self, at: usize) -> &JsonValue {
        self.values.get(at).copied().unwrap_or(&JsonValue::Null)
    }

    /// What is not there is the empty text.
    fn text(&self, at: usize) -> Result<&str, Wrong> {
        match self.value(at) {
            JsonValue::Null => Ok(""),
            value => value.as_str().ok_or_else(|| self.expected("text", at)),
        }
    }

    fn number(&self, at: usize) -> Result<usize, Wrong> {
        let number = self.value(at).as_u64().and_then(|number| usize::try_from(number).ok());
        number.ok_or_else(|| self.expected("a number from 0", at))
    }

    fn expected(&self, what: &str, at: usize) -> Wrong {
        format!("`{}` expected {what}, found `{}`", self.name, self.value(at)).into()
    }
}

/// `{{date published "%F"}}`: of a field of two parts, the one for machines.
fn date(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    let (value, pattern) = (call.value(0), call.text(1)?);
    if let Some(fault) = pattern::fault(pattern) {
        return Err(fault.into());
    }
    let text = value.get("datetime").unwrap_or(value).as_str().unwrap_or_default();
    let written = pattern::date(text).and_then(|date| pattern::written(date, pattern));
    Ok(written.unwrap_or_default().into())
}

fn json(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    reached::note_all(call.value(0));
    Ok(call.value(0).to_string().into())
}

fn xml(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    reached::note_all(call.value(0));
    Ok(escape_markup(&call.value(0).render()).into())
}

/// A value as JSON that may stand in a script.
fn in_script(value: &JsonValue) -> Result<JsonValue, Wrong> {
    reached::note_all(value);
    let mut json = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut json, Escaping))?;
    Ok(String::from_utf8(json)?.into())
}

fn default(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    let value = call.value(0);
    Ok(if value.is_truthy(false) { value } else { call.value(1) }.clone())
}

fn join(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    let list = match call.value(0) {
        JsonValue::Array(list) => list.as_slice(),
        JsonValue::Null => &[],
        _ => return Err(call.expected("a list", 0)),
    };
    let separator = call.text(1)?;
    // It may be a list that was joined by a list, and so on: each takes as much memory as there is if none asks first.
    meter::pay_for(separator.len().saturating_mul(list.len()))?;
    let members: Vec<String> = list.iter().map(JsonRender::render).collect();
    Ok(members.join(separator).into())
}

/// One line of at most so many characters, the ellipsis among them; cut between words where there are several. Paragraphs follow
/// each other with a blank between.
fn truncate(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    let (text, most) = (call.text(0)?, call.number(1)?);
    let line = begin_of_line(text, most);
    if line.chars().nth(most).is_none() {
        reached::note(text, text.len());
        return Ok(line.into());
    }
    let kept = line.char_indices().nth(most.saturating_sub(1)).and_then(|(end, _)| line.split_at_checked(end));
    let Some((kept, rest)) = kept.filter(|_| most > 0) else {
        return Ok("".into());
    };
    let is_whole = rest.starts_with(char::is_whitespace);
    let words = kept.rfind(char::is_whitespace).and_then(|end| kept.get(..end)).filter(|_| !is_whole);
    let shown = words.unwrap_or(kept).trim_end();
    reached::note(text, bytes_of_letters(text, letters(shown).count()));
    Ok(format!("{shown}{ELLIPSIS}").into())
}

/// The words of `text` with blanks between; no more of them than it takes for more than so many characters.
fn begin_of_line(text: &str, most: usize) -> String {
    let (mut line, mut count) = (String::new(), 0);
    for word in text.split_ascii_whitespace() {
        if count > most.saturating_add(1) {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        count += word.chars().count() + 1;
    }
    line
}

/// The bytes of `text` that its first so many letters reach to.
fn bytes_of_letters(text: &str, count: usize) -> usize {
    count.checked_sub(1).and_then(|last| letters(text).nth(last)).map_or(0, |(at, letter)| at + letter.len_utf8())
}

/// All but what stands between words.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|(_, letter)| !letter.is_whitespace())
}

/// `{{attr "href" url}}` is `href="https://example.org/"`; nothing, where there is no value or no browser should follow it.
fn attr(call: &Call<'_>) -> Result<JsonValue, Wrong> {
    let (name, value) = (call.text(0)?, call.value(1).render());
    let value = match Attribute::of(name) {
        Attribute::Text => Some(value),
        Attribute::Address => clean_href(&value).map(Into::into),
        Attribute::Program => None,
    };
    let value = value.filter(|value| !value.is_empty() && is_name(name));
    Ok(value.map(|value| format!("{name}=\"{}\"", escape_markup(&value))).unwrap_or_default().into())
}

fn blocks(call: &Call<'_>) -> Result<Piece<'static>, Wrong> {
    let number = |at| call.values.get(at).map(|_| call.number(at)).transpose();
    Ok(Piece::Blocks(number(0)?.unwrap_or(0), number(1)?))
}

// What is left out here is reported by whoever hands over the data: it knows where the text was read.
pub(crate) fn escape_markup(text: &str) -> String {
    escaped(text, Span::DETACHED, &mut Dropped::default()).into_owned()
}

/// How much there is to a value, about.
fn bytes(value: &JsonValue) -> usize {
    match value {
        JsonValue::String(text) => text.len(),
        JsonValue::Array(list) => list.len() + list.iter().map(bytes).sum::<usize>(),
        JsonValue::Object(parts) => parts.len() + parts.values().map(bytes).sum::<usize>(),
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => 0,
    }
}

/// A helper of ours that makes a value. Its name alone prints the field that is called so: `{{slug}}`.
struct Ours {
    name: &'static str,
    value: Value,
    /// Whether what it makes is escaped for the kind of output, where it is printed.
    escapes: bool,
}

/// The call that a helper stands in. Where templates are `strict` none of its values may be missing.
fn call_of<'c>(name: &'static str, helper: &'c Helper<'_>, strict: bool) -> Result<Call<'c>, RenderErrorReason> {
    let missing = helper.params().iter().find(|param| strict && param.is_value_missing());
    if let Some(missing) = missing {
        return Err(RenderErrorReason::MissingVariable(missing.relative_path().cloned()));
    }
    let call = Call { name, values: helper.params().iter().map(|param| param.value()).collect() };
    match Signature::of(name).and_then(|signature| signature.miscounted(call.values.len())) {
        Some(message) => Err(RenderErrorReason::Other(message)),
        None => Ok(call),
    }
}

impl Ours {
    fn made(&self, helper: &Helper<'_>, strict: bool) -> Result<JsonValue, RenderErrorReason> {
        let call = call_of(self.name, helper, strict)?;
        let made = (self.value)(&call).map_err(RenderErrorReason::NestedError)?;
        meter::pay_for(bytes(&made)).map_err(|limit| RenderErrorReason::NestedError(limit.into()))?;
        Ok(made)
    }
}

impl HelperDef for Ours {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(self.made(helper, registry.strict_mode())?))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        cx: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        if helper.params().is_empty()
            && let field = render.evaluate(cx, &format!("this.{}", self.name))?
            && !field.is_missing()
        {
            out.write(&registry.get_escape_fn()(&field.render()))?;
            return Ok(());
        }
        let text = self.made(helper, registry.strict_mode())?.render();
        let escapes = self.escapes && !render.is_disable_escape();
        out.write(&if escapes { registry.get_escape_fn()(&text) } else { text })?;
        Ok(())
    }
}

/// A helper that prints a part of an article's body.
struct OfBody {
    name: &'static str,
    piece: FindPiece,
}

impl HelperDef for OfBody {
    /// Prints nothing where the article has no body.
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        cx: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let call = call_of(self.name, helper, registry.strict_mode())?;
        let piece = (self.piece)(&call).map_err(RenderErrorReason::NestedError)?;
        if let Some(article) = article_around(cx, render) {
            out.write(&Part { article, piece }.sign())?;
        }
        Ok(())
    }
}

/// Most blocks within blocks and includes within includes that a body is looked for in.
const MAX_AROUND: usize = 64;

/// The number of the article that a template is at: of that whose body stands nearest around.
fn article_around<'reg: 'rc, 'rc>(cx: &'rc Context, render: &RenderContext<'reg, 'rc>) -> Option<usize> {
    (0..MAX_AROUND).find_map(|ups| {
        let body = render.evaluate(cx, &format!("{}{BODY}", "../".repeat(ups))).ok()?;
        body.as_json().as_str().and_then(|sign| part(sign.as_bytes())).map(|part| part.article)
    })
}
