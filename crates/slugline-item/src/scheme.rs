//! What identifies a subject: a code of a scheme that receivers know, an IRI, or nothing but words; and a section, a code of the
//! publisher's own scheme.

use std::borrow::Cow;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::slugify;
use slugline_core::model::{Span, Subject};
use slugline_core::plugin::Context;
use slugline_core::{Error, Kind, Result};
use slugline_markup::is_iri;

/// The schemes of IPTC's catalog 41 whose codes say what a story is about: topics, places, bodies, securities, people. Alias
/// and address.
///
/// Source: catalog.IPTC-G2-Standards_41.xml.
const SCHEMES: [(&str, &str); 40] = [
    ("a1312cat", "http://cvx.iptc.org/anpa1312-category/"),
    ("bcp47", "http://cvx.iptc.org/bcp47/"),
    ("cusip", "http://cvx.iptc.org/cusip/"),
    ("dbpedia", "http://dbpedia.org/resource/"),
    ("figi", "http://cvx.iptc.org/figi/"),
    ("freebase", "http://www.freebase.com"),
    ("genre", GENRES),
    ("geonames", "http://sws.geonames.org/"),
    ("geonameshttps", "https://sws.geonames.org/"),
    ("gics", "http://cvx.iptc.org/gics/"),
    ("googletopicsv1", "http://cvx.iptc.org/googletopicsv1/"),
    ("googletopicsv2", "http://cvx.iptc.org/googletopicsv2/"),
    ("iabcontent20", "http://cvx.iptc.org/iabcontent20/"),
    ("iabcontent21", "http://cvx.iptc.org/iabcontent21/"),
    ("iabcontent22", "http://cvx.iptc.org/iabcontent22/"),
    ("iabcontent30", "http://cvx.iptc.org/iabcontent30/"),
    ("isin", "http://cvx.iptc.org/isin/"),
    ("iso3166-1a2", "http://cvx.iptc.org/iso3166-1a2/"),
    ("iso3166-1a3", "http://cvx.iptc.org/iso3166-1a3/"),
    ("iso3166-2", "http://cvx.iptc.org/iso3166-2/"),
    ("iso4217a", "http://cvx.iptc.org/iso4217a/"),
    ("iso4217n", "http://cvx.iptc.org/iso4217n/"),
    ("mb-artist", "http://musicbrainz.org/artist/"),
    ("mb-label", "http://musicbrainz.org/label/"),
    ("mb-recording", "http://musicbrainz.org/recording/"),
    ("mb-release", "http://musicbrainz.org/release/"),
    ("mb-releasegroup", "http://musicbrainz.org/release-group/"),
    ("mb-work", "http://musicbrainz.org/work/"),
    ("medtop", "http://cv.iptc.org/newscodes/mediatopic/"),
    ("mic", "http://cvx.iptc.org/iso10383-mic/"),
    ("parasport", "http://cvx.iptc.org/parasport/"),
    ("prodgenre", "http://cv.iptc.org/newscodes/productgenre/"),
    ("scn", "http://cv.iptc.org/newscodes/scene/"),
    ("secst", "http://cvx.iptc.org/secst/"),
    ("sedol", "http://cvx.iptc.org/sedol/"),
    ("subj", "http://cv.iptc.org/newscodes/subjectcode/"),
    ("ticker", "http://cvx.iptc.org/ticker/"),
    ("tidm", "http://cvx.iptc.org/tidm/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("wldreg", "http://cv.iptc.org/newscodes/worldregion/"),
];

/// The aliases of the catalog's other schemes.
///
/// Source: catalog.IPTC-G2-Standards_41.xml.
const OTHER_ALIASES: [&str; 107] = [
    "a1312prio",
    "a1312svc",
    "a1312vers",
    "acdc",
    "altidrole",
    "aoprop",
    "app",
    "aspfacet",
    "aspfacetvalue",
    "authoritystatus",
    "catinat",
    "chprop",
    "cinat",
    "ciprol",
    "colin",
    "colsp",
    "conf",
    "cpnat",
    "cpprole",
    "cptdefrole",
    "cptnoterole",
    "crel",
    "ctech",
    "ctrol",
    "cwarn",
    "digsrctype",
    "dimensionunit",
    "drol",
    "dummy",
    "ecirol",
    "edconf",
    "ednoterole",
    "encd",
    "entityprop",
    "eocstat",
    "eorol",
    "eprol",
    "eregrol",
    "erol",
    "fisymtype",
    "frmt",
    "gen",
    "hashscope",
    "hashtype",
    "hatarget",
    "hopaction",
    "howextr",
    "howpr",
    "iabadproduct10",
    "iabadproduct20",
    "iabaudience10",
    "ikos",
    "imgregrole",
    "imgregtype",
    "impt",
    "irel",
    "irep",
    "isrol",
    "ivqu",
    "lbtyp",
    "loctyp",
    "loutorient",
    "lrol",
    "medtype",
    "mtyp",
    "ncostat",
    "ninat",
    "nityp",
    "nmsig",
    "not",
    "nprod",
    "nprov",
    "nprt",
    "nrol",
    "oito",
    "pgrmod",
    "plinat",
    "plus",
    "prio",
    "prop",
    "prov",
    "pst1",
    "rcalctype",
    "rel",
    "riaspect",
    "rightsprop",
    "riscope",
    "rnd",
    "role1",
    "rscaleunit",
    "rtype",
    "sev",
    "sig",
    "skos",
    "sov",
    "squ",
    "stat",
    "timeunit",
    "tone",
    "tpctyp",
    "trustindicator",
    "urgy",
    "useracttype",
    "valfmt",
    "vcdc",
    "videodef",
    "why",
];

/// How a subject is identified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concept<'a> {
    /// By a code of a scheme of IPTC's catalog.
    Code {
        /// Alias of the scheme: `medtop`.
        alias: &'a str,
        /// Address of the scheme: what stands before the code in the concept's IRI.
        scheme: &'static str,
        /// The code: `04000000`.
        code: &'a str,
    },
    /// By its IRI.
    Iri(String),
    /// By words that mean something to the provider alone.
    Literal(Cow<'a, str>),
}

/// How `subject`, which was read from `span`, is identified; `None` for a name alone. A scheme that is neither an alias of
/// IPTC's catalog nor an IRI gives a literal, because no receiver could tell what the code means: reported as
/// `unknown-scheme`. A scheme without a code says nothing: reported as `field-left-out`.
///
/// Source: NewsML-G2 2.35, `flexAttributes`; a concept's URI is its scheme's with the code behind.
pub fn concept<'a>(subject: &'a Subject<'_>, span: Span, cx: &mut Context<'_>) -> Option<Concept<'a>> {
    let given = |part: &'a Option<_>| part.as_deref().filter(|part: &&str| !part.trim().is_empty());
    let (scheme, code) = match (given(&subject.scheme), given(&subject.code)) {
        (Some(scheme), Some(code)) => (scheme, code),
        (None, Some(code)) => return Some(Concept::Literal(Cow::Borrowed(code))),
        (Some(scheme), None) => {
            let message = format!("the scheme `{scheme}` of a subject without a code is left out");
            cx.report(Diagnostic::note("field-left-out", message).at(span));
            return None;
        }
        (None, None) => return None,
    };
    if let Some((_, address)) = SCHEMES.iter().find(|(alias, _)| *alias == scheme)
        && is_code_of(scheme, code)
    {
        return Some(Concept::Code { alias: scheme, scheme: address, code });
    }
    let uri = [scheme, code].concat();
    if is_iri(scheme) && is_iri(&uri) {
        return Some(Concept::Iri(uri));
    }
    let message = format!("no catalog gives `{scheme}` `{code}` a meaning; it is written as a literal");
    cx.report(Diagnostic::note("unknown-scheme", message).at(span));
    Some(Concept::Literal([scheme, ":", code].concat().into()))
}

/// The publisher's own scheme of sections and the code of `section` in it, where there is a scheme and the section gives a
/// code: `Home News` is `home-news`. What is no IRI is taken for none.
pub fn section_code<'a>(section: &str, scheme: Option<&'a str>) -> Option<(&'a str, String)> {
    let scheme = scheme.filter(|scheme| is_iri(scheme))?;
    let code = slugify(section);
    (!code.is_empty()).then_some((scheme, code))
}

/// Refuses the option `section_scheme` of `format` where it is no IRI.
///
/// # Errors
///
/// [`Kind::Usage`].
pub fn check_section_scheme(format: &str, scheme: Option<&str>) -> Result<()> {
    match scheme.filter(|scheme| !is_iri(scheme)) {
        Some(scheme) => {
            let message = format!("option `{format}.section_scheme`: expected an absolute IRI, found `{scheme}`");
            Err(Error::new(Kind::Usage, message).help("such as `https://harbourtimes.example/sections/`"))
        }
        None => Ok(()),
    }
}

/// The address of IPTC's scheme of genres.
pub const GENRES: &str = "http://cv.iptc.org/newscodes/genre/";

/// The code of a subject that is a genre of IPTC: what kind of text the story is, not what it is about. `Opinion`.
pub fn genre<'a>(subject: &'a Subject<'_>) -> Option<&'a str> {
    subject.scheme.as_deref().filter(|scheme| *scheme == "genre" || *scheme == GENRES)?;
    subject.code.as_deref().filter(|code| is_code_of("genre", code) && is_iri(&[GENRES, code].concat()))
}

/// The aliases of IPTC's schemes whose codes say what a story is about, in their order.
pub fn aliases() -> impl Iterator<Item = &'static str> {
    SCHEMES.iter().map(|(alias, _)| *alias)
}

/// Whether IPTC's catalog binds `alias`, so that no other catalog of an item may.
pub fn is_bound(alias: &str) -> bool {
    OTHER_ALIASES.contains(&alias) || aliases().any(|known| known == alias)
}

/// Whether `alias` can be one: an ASCII letter, then letters, digits, `-`, `_` and `.`.
///
/// Source: NewsML-G2 2.35, `scheme/@alias` (NCName), of which this is the part that every receiver reads alike.
pub fn is_alias(alias: &str) -> bool {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    alias.starts_with(|first: char| first.is_ascii_alphabetic()) && alias.chars().all(is_name)
}

/// Whether `code` can be one of the scheme with this alias.
pub fn is_code_of(alias: &str, code: &str) -> bool {
    match alias {
        "medtop" | "subj" => code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()),
        _ => code.chars().all(|letter| letter.is_alphanumeric() || letter.is_ascii_graphic()),
    }
}
