//! The one list of what comes with slugline.

use slugline_core::plugin::Plugin;
use slugline_core::text::RawText;
use slugline_epub::Epub;
use slugline_feeds::Feeds;
use slugline_html::Html;
use slugline_json::Json;
use slugline_jsonld::JsonLd;
use slugline_mail::Mail;
use slugline_markdown::Markdown;
use slugline_newsml::NewsMl;
use slugline_ninjs::NinJs;
use slugline_nitf::Nitf;
use slugline_text::PlainText;
use slugline_typography::Typography;
use slugline_wire::Wire;

/// Every plugin that comes with slugline, in the order `slugline formats` lists them.
pub const BUILTIN: &[&dyn Plugin] = &[
    &RawText,
    &PlainText,
    &Mail,
    &Markdown,
    &NewsMl,
    &Nitf,
    &NinJs,
    &JsonLd,
    &Epub,
    &Html,
    &Feeds,
    &Json,
    &Wire,
    &Typography,
];
