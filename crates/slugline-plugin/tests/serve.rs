//! What a plugin answers to which request, letter by letter: authors in other languages speak this by hand.

use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::{Edition, Field, FieldSet, PublisherField};
use slugline_plugin::plugin::{
    Arity, Carries, Context, FileType, Linter, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Writer,
};
use slugline_plugin::{Error, Kind, Result, serve};

/// Writes headlines with a mark before them, and finds stories without one.
struct Crier;

#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    mark: String,
}

impl Plugin for Crier {
    fn manifest(&self) -> &Manifest {
        const OPTIONS: &[OptionHelp] = &[OptionHelp::new("mark", "what stands before a headline; default: nothing")];
        const OFFERS: &[Offer] = &[
            Offer::writer(
                "cry",
                "headlines",
                FileType::text("cry.txt", "text/plain"),
                Carries::to_public(FieldSet::of(&[Field::Headline])).of_publisher(&[PublisherField::Name]),
                OPTIONS,
            ),
            Offer::linter("headlines", "stories without a headline", &[]),
        ];
        static MANIFEST: Manifest = Manifest::new("crier", "1.2.0", OFFERS);
        &MANIFEST
    }

    fn linter(&self, _: &str, _: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(Crier))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(Cry(options.read(name)?)))
    }
}

impl Linter for Crier {
    fn check(&self, article: &slugline_plugin::model::Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        if article.headline().is_none() {
            cx.report(Diagnostic::warning("no-cry", "nothing to cry").help("write a headline"));
        }
        Ok(())
    }
}

struct Cry(Options);

impl Writer for Cry {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, _: &mut Context<'_>) -> Result<()> {
        for article in edition.articles {
            let Some(headline) = article.headline() else {
                return Err(Error::new(Kind::Invalid, "a story without a headline").help("write one"));
            };
            out.primary().put_str(&format!("{}{headline}\n", self.0.mark));
        }
        out.file("bell.bin", "application/octet-stream")?.put(&[7, 255]);
        Ok(())
    }
}

/// Holds the answer to a request whose members after the envelope are `members`.
#[track_caller]
fn answers(members: &str, answer: &str) {
    let request = format!(r#"{{"slugline":1,"schema":"0.3","abi":1,{members}}}"#);
    assert_eq!(serve(&Crier, &request), answer);
}

const RAIN: &str = r#"{"slugline":1,"schema":"0.3","head":{"headline":"Rain"},"body":[]}"#;
const NONE: &str = r#"{"slugline":1,"schema":"0.3","body":[]}"#;

#[test]
fn a_plugin_describes_itself() {
    let answer = concat!(
        r#"{"slugline":1,"description":{"name":"crier","version":"1.2.0","abi":1,"schema":"0.3","#,
        r#""kinds":{"blocks":["paragraph","heading","quote","list","table","preformatted","figure","section-break","group"],"#,
        r#""inlines":["text","emphasis","strong","link","line-break"]},"panics":"unwind","offers":["#,
        r#"{"kind":"writer","name":"cry","summary":"headlines","extension":"cry.txt","media_type":"text/plain","#,
        r#""arity":"many","audience":"public","carries":["headline","publisher.name"],"#,
        r#""options":[{"name":"mark","summary":"what stands before a headline; default: nothing"}]},"#,
        r#"{"kind":"linter","name":"headlines","summary":"stories without a headline"}]}}"#,
    );
    answers(r#""call":"describe""#, answer);
}

#[test]
fn an_edition_becomes_files() {
    let members = format!(
        r#""call":"write","name":"cry","options":{{"mark":"! "}},"edition":{{"head":{{"title":"Monday"}},"articles":[{RAIN},{RAIN}]}}"#
    );
    let answer = concat!(
        r#"{"slugline":1,"output":{"text":"! Rain\n! Rain\n"},"#,
        r#""files":[{"name":"bell.bin","media_type":"application/octet-stream","content":{"base64":"B/8="}}]}"#,
    );
    answers(&members, answer);
}

#[test]
fn what_is_reported_is_answered() {
    let members = format!(r#""call":"lint","name":"headlines","article":{NONE}"#);
    let answer = concat!(
        r#"{"slugline":1,"diagnostics":[{"code":"no-cry","severity":"warning","message":"nothing to cry","#,
        r#""help":"write a headline"}]}"#,
    );
    answers(&members, answer);
}

#[test]
fn what_goes_wrong_is_answered() {
    let fault = |kind: &str, message: &str, help: &str| {
        let help = if help.is_empty() { String::new() } else { format!(r#","help":"{help}""#) };
        format!(r#"{{"slugline":1,"error":{{"kind":"{kind}","message":"{message}"{help}}}}}"#)
    };
    let none = format!(r#""call":"write","name":"cry","edition":{{"articles":[{NONE}]}}"#);
    answers(&none, &fault("invalid", "a story without a headline", "write one"));
    let option = format!(r#""call":"write","name":"cry","options":{{"mrk":"!"}},"edition":{{"articles":[{RAIN}]}}"#);
    answers(&option, &fault("usage", "`cry` has no option `mrk`", "did you mean `mark`? it has: mark"));
    answers(
        r#""call":"read","name":"cry","source":{"name":"a","text":"b"}"#,
        &fault("usage", "plugin `crier` offers no reader `cry`", ""),
    );
    answers(r#""call":"write","name":"cry""#, &fault("invalid", "the request has no `edition`", ""));
    answers(
        r#""call":"write","name":"cry","edition":{"articles":[]}"#,
        &fault("invalid", "the edition of the request has no article", ""),
    );
}

#[test]
fn a_host_of_another_contract_is_refused_whatever_it_asks() {
    let refuses = |request: &str, message: &str| {
        let answer = serve(&Crier, request);
        assert!(answer.contains(message), "{answer}");
        assert!(answer.contains(r#""kind":"unsupported""#), "{answer}");
    };
    refuses(r#"{"slugline":1,"schema":"0.3","abi":2,"call":"sing"}"#, "the host speaks abi 2, this plugin 1");
    refuses(r#"{"slugline":1,"schema":"3.0","abi":1,"call":"sing"}"#, "the host speaks schema 3.0, this plugin 0.3");
    refuses(r#"{"slugline":9,"schema":"0.3","abi":1}"#, "the host speaks envelope 9, this plugin 1");
    refuses(r#"{"abi":1}"#, "this is no request of slugline: missing field `slugline`");
    let newer = format!(
        r#"{{"slugline":1,"schema":"0.7","abi":1,"features":["x"],"call":"lint","name":"headlines","article":{RAIN},"later":1}}"#
    );
    assert_eq!(serve(&Crier, &newer), r#"{"slugline":1}"#, "members to come are passed over");
}
