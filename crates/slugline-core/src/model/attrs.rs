//! What is said about a node beside its kind: role, language, anything else.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{IntoOwned, Text, into_owned};

/// The attributes of a node. Eight bytes, and no allocation while there are none, as on most nodes.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "AttrList"))]
pub struct Attrs<'s>(Option<Box<AttrList<'s>>>);

/// The attributes of a node that has some.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttrList<'s> {
    /// What the node does in a news text. Absent: nothing in particular.
    pub role: Option<Role<'s>>,
    /// Language of the node where it differs from the article's, as a BCP 47 tag.
    pub language: Option<Text<'s>>,
    /// Further attributes, name and value, in the order given. In JSON an object.
    #[cfg_attr(feature = "schema", schemars(default, with = "std::collections::BTreeMap<String, String>"))]
    pub attrs: Vec<(Text<'s>, Text<'s>)>,
    /// Members of the JSON form that this version does not know, kept so that a round trip loses nothing.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub extra: Vec<Extra<'s>>,
}

into_owned!(AttrList { role, language, attrs, extra });

impl<'s> Attrs<'s> {
    /// No attributes.
    pub const NONE: Attrs<'static> = Attrs(None);

    /// The node's role.
    pub fn role(&self) -> Option<&Role<'s>> {
        self.0.as_deref()?.role.as_ref()
    }

    /// The node's own language, a BCP 47 tag.
    pub fn language(&self) -> Option<&Text<'s>> {
        self.0.as_deref()?.language.as_ref()
    }

    /// All attributes, where there are any.
    pub fn list(&self) -> Option<&AttrList<'s>> {
        self.0.as_deref()
    }

    /// All attributes, to change.
    pub fn list_mut(&mut self) -> &mut AttrList<'s> {
        self.0.get_or_insert_default()
    }

    /// Gives the node a role.
    pub fn set_role(&mut self, role: Role<'s>) {
        self.list_mut().role = Some(role);
    }

    /// Whether the node is meant for editors alone. Such text never reaches a public format.
    pub fn is_editor_only(&self) -> bool {
        self.role() == Some(&Role::EditorOnly)
    }

    /// Whether readers never see the node: it is meant for editors alone, or only says that the text ends.
    pub fn is_withheld(&self) -> bool {
        matches!(self.role(), Some(Role::EditorOnly | Role::EndMark))
    }
}

impl<'s> From<AttrList<'s>> for Attrs<'s> {
    fn from(list: AttrList<'s>) -> Attrs<'s> {
        if list == AttrList::default() { Attrs(None) } else { Attrs(Some(Box::new(list))) }
    }
}

impl IntoOwned for Attrs<'_> {
    type Owned = Attrs<'static>;
    fn into_owned(self) -> Attrs<'static> {
        Attrs(self.0.into_owned())
    }
}

impl Serialize for Attrs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(list) = self.list() {
            if let Some(role) = &list.role {
                map.serialize_entry("role", role)?;
            }
            if let Some(language) = &list.language {
                map.serialize_entry("language", language)?;
            }
            if !list.attrs.is_empty() {
                map.serialize_entry("attrs", &Pairs(&list.attrs))?;
            }
            for extra in &list.extra {
                extra.serialize_into(&mut map)?;
            }
        }
        map.end()
    }
}

/// Names and values as a JSON object, in the order they have.
struct Pairs<'p, 's>(&'p [(Text<'s>, Text<'s>)]);

impl Serialize for Pairs<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A member of the JSON form that this version of slugline does not know: its name and its value as it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra<'s> {
    /// The member's name.
    pub name: Text<'s>,
    /// The member's value: one JSON value, as text.
    pub json: Text<'s>,
}

into_owned!(Extra { name, json });

impl Extra<'_> {
    /// Writes the member into a map under way.
    pub(crate) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let value: &RawValue = serde_json::from_str(&self.json).map_err(serde::ser::Error::custom)?;
        map.serialize_entry(&self.name, value)
    }
}

/// What a part of the body does in a news text. In JSON a word: `"lead"`, `"end-mark"`.
///
/// Source: WIRE-CONVENTIONS sections 12 to 14.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role<'s> {
    /// The first paragraph, which holds the news.
    Lead,
    /// Words that come with every text of a kind: about the company, copyright, legal notices, web residue.
    Boilerplate,
    /// Whom to call: names, telephone numbers, addresses for the press.
    Contact,
    /// The sign that the text ends: `-30-`, `###`, `ENDS`.
    EndMark,
    /// The words under a picture.
    Caption,
    /// Who supplied or wrote it, in a line of its own.
    Credit,
    /// For editors, never for readers. No public format carries it.
    EditorOnly,
    /// A role that this version has no name for.
    Other(Text<'s>),
}

impl<'s> Role<'s> {
    const NAMED: [(Role<'static>, &'static str); 7] = [
        (Role::Lead, "lead"),
        (Role::Boilerplate, "boilerplate"),
        (Role::Contact, "contact"),
        (Role::EndMark, "end-mark"),
        (Role::Caption, "caption"),
        (Role::Credit, "credit"),
        (Role::EditorOnly, "editor-only"),
    ];

    /// The role's word, as it stands in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            Role::Lead => "lead",
            Role::Boilerplate => "boilerplate",
            Role::Contact => "contact",
            Role::EndMark => "end-mark",
            Role::Caption => "caption",
            Role::Credit => "credit",
            Role::EditorOnly => "editor-only",
            Role::Other(word) => word,
        }
    }
}

impl<'s> From<Text<'s>> for Role<'s> {
    fn from(word: Text<'s>) -> Role<'s> {
        let named = Role::NAMED.into_iter().find(|(_, name)| word == **name);
        named.map_or(Role::Other(word), |(role, _)| role)
    }
}

impl IntoOwned for Role<'_> {
    type Owned = Role<'static>;
    fn into_owned(self) -> Role<'static> {
        match self {
            Role::Lead => Role::Lead,
            Role::Boilerplate => Role::Boilerplate,
            Role::Contact => Role::Contact,
            Role::EndMark => Role::EndMark,
            Role::Caption => Role::Caption,
            Role::Credit => Role::Credit,
            Role::EditorOnly => Role::EditorOnly,
            Role::Other(word) => Role::Other(word.into_owned()),
        }
    }
}

impl Serialize for Role<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de: 's, 's> Deserialize<'de> for Role<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Role<'s>, D::Error> {
        Ok(Text::deserialize(deserializer)?.into())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Role<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Role".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let known: Vec<&str> = Role::NAMED.iter().map(|(_, name)| *name).collect();
        schemars::json_schema!({
            "description": "What a part of the body does in a news text. Further words are kept and written back.",
            "anyOf": [{ "enum": known }, { "type": "string" }]
        })
    }
}
