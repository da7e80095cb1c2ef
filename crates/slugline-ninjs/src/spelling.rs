//! What the versions of ninjs call their properties.

use serde::Serialize;
use serde::ser::SerializeMap;

/// A version of ninjs. Both say the same; 3.x spells names in camel case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 3.1, which the IPTC recommends.
    #[default]
    V3,
    /// 2.2.
    V2,
}

/// The properties whose name differs between 3.1 and 2.2.
///
/// Source: ninjs 3.1 and 2.2, JSON Schemas.
const RENAMED: [(&str, &str); 15] = [
    ("altIds", "altids"),
    ("contentCreated", "contentcreated"),
    ("contentType", "contenttype"),
    ("copyrightHolder", "copyrightholder"),
    ("copyrightNotice", "copyrightnotice"),
    ("edNote", "ednote"),
    ("embargoedUntil", "embargoed"),
    ("firstCreated", "firstcreated"),
    ("infoSources", "infosources"),
    ("pubStatus", "pubstatus"),
    ("representationType", "representationtype"),
    ("sizeInBytes", "sizeinbytes"),
    ("usageTerms", "usageterms"),
    ("versionCreated", "versioncreated"),
    ("wordCount", "wordcount"),
];

impl Version {
    /// Number and schema of the version, as `standard` names them.
    pub(crate) fn standard(self) -> Standard {
        let (version, schema) = match self {
            Version::V3 => ("3.1", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"),
            Version::V2 => ("2.2", "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json"),
        };
        Standard { name: "ninjs", version, schema }
    }

    /// What this version calls the property that 3.1 calls `name`.
    fn spell(self, name: &'static str) -> &'static str {
        let renamed = RENAMED.iter().find(|(known, _)| self == Version::V2 && *known == name);
        renamed.map_or(name, |(_, older)| older)
    }
}

/// The standard that a document keeps to.
#[derive(Serialize)]
pub(crate) struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

/// A JSON object under way, its properties named as in 3.1 and spelled as in the version.
pub(crate) struct Object<M> {
    map: M,
    version: Version,
}

impl<M: SerializeMap> Object<M> {
    pub(crate) fn new(map: M, version: Version) -> Object<M> {
        Object { map, version }
    }

    pub(crate) fn put(&mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), M::Error> {
        self.map.serialize_entry(self.version.spell(name), value)
    }

    /// A property that may be absent.
    pub(crate) fn put_some(&mut self, name: &'static str, value: &Option<impl Serialize>) -> Result<(), M::Error> {
        value.as_ref().map_or(Ok(()), |value| self.put(name, value))
    }

    /// A list, where there is anything in it.
    pub(crate) fn put_list(&mut self, name: &'static str, list: &[impl Serialize]) -> Result<(), M::Error> {
        if list.is_empty() { Ok(()) } else { self.put(name, list) }
    }

    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_2_are_those_of_3_in_small_letters_but_one() {
        let odd = RENAMED.iter().filter(|(name, older)| name.to_ascii_lowercase() != *older);
        assert_eq!(odd.collect::<Vec<_>>(), [&("embargoedUntil", "embargoed")]);
        assert_eq!(Version::V2.spell("edNote"), "ednote");
        assert_eq!(Version::V3.spell("edNote"), "edNote");
        assert_eq!(Version::V2.spell("slugline"), "slugline");
    }
}
