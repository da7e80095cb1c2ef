//! Files that are no text, or text for programs, known by their first bytes.

/// Signatures: where the bytes stand, the bytes, what the file is. Only ones that no text begins with: two letters such as
/// `BM` or `MZ` begin a bitmap, and a sentence.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xFF\xD8\xFF", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBPVP8", "a WebP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (4, b"ftyp", "a video or picture in an MP4 container"),
    (0, b"\x1A\x45\xDF\xA3", "a Matroska or WebM video"),
    (0, b"OggS\0", "an Ogg file"),
    (0, b"ID3\x03", "an MP3 recording"),
    (0, b"ID3\x04", "an MP3 recording"),
    (8, b"WAVEfmt ", "a WAV recording"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"%!PS-Adobe", "a PostScript document"),
    (0, b"{\\rtf1", "an RTF document"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Microsoft Office document"),
    (0, b"PK\x03\x04", "a ZIP archive, or a document packed as one (docx, odt, epub)"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\x1F\x8B\x08", "a gzip archive"),
    (0, b"BZh91AY&SY", "a bzip2 archive"),
    (0, b"\xFD7zXZ\0", "an xz archive"),
    (0, b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (0, b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (0, b"Rar!\x1A\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7FELF", "a program"),
    (0, b"\xCF\xFA\xED\xFE", "a program"),
    (0, b"\xCA\xFE\xBA\xBE", "a program"),
    (0, b"\0asm", "a WebAssembly module"),
    (0, b"SQLite format 3\0", "a SQLite database"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
];

/// What `bytes` are, where their first bytes say that they are no text: `a PNG picture`.
pub fn foreign(bytes: &[u8]) -> Option<&'static str> {
    // Asked of every file, of which most are told by one byte to be nothing of all that.
    let begins = |rest: &[u8], signature: &[u8]| rest.first() == signature.first() && rest.starts_with(signature);
    let found =
        SIGNATURES.iter().find(|(at, signature, _)| bytes.get(*at..).is_some_and(|rest| begins(rest, signature)));
    found.map(|(_, _, what)| *what)
}

/// Bytes that are looked at to know a file that no signature names.
const SAMPLE: usize = 4_096;

/// Whether the first of `bytes` are no text in any encoding, and no wire copy: too many of them are control codes that
/// neither has. Shown less than a few lines, it says no.
pub fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    if !has_codes(sample) {
        return false;
    }
    let share = |count: usize, percent: usize| count >= 4 && count * 100 > sample.len() * percent;
    if is_utf_16(sample) {
        return false;
    }
    let strange = sample.iter().filter(|byte| is_strange(**byte)).count();
    // A wire pads its lines with NUL. What it pads is longer than a few letters.
    let gaps = sample.chunk_by(|one, other| (*one == 0) == (*other == 0)).filter(|run| run.starts_with(b"\0")).count();
    share(gaps, 10) || share(strange, 1) && !is_utf_8(sample)
}

/// Whether there are control codes beside white space. Asked of every file, and most text has none: blocks of bytes without a
/// branch inside become vector instructions.
fn has_codes(sample: &[u8]) -> bool {
    let is_code = |byte: u8| (byte < b'\t') | (byte.wrapping_sub(0x0E) < b' ' - 0x0E);
    let (blocks, tail) = sample.as_chunks::<32>();
    blocks.iter().any(|block| block.iter().fold(false, |any, byte| any | is_code(*byte)))
        || tail.iter().any(|byte| is_code(*byte))
}

/// Whether `byte` is a control code of neither texts nor wires. Terminals and Japanese mail have ESC; wires mark words with SO
/// and SI and kill them with CAN.
///
/// Source: WIRE-CONVENTIONS section 4.
fn is_strange(byte: u8) -> bool {
    matches!(byte, 0x06 | 0x15 | 0x17 | 0x19 | 0x1C..=0x1E)
}

/// Whether `sample` has the mark of UTF-16, or NUL at every other byte as Western text has in it.
fn is_utf_16(sample: &[u8]) -> bool {
    let nuls = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") || {
        let (few, many) = (even.min(odd), even.max(odd));
        few * 20 < many && many * 4 > sample.len()
    }
}

/// Whether `sample` is UTF-8, but for a character that its end cuts.
fn is_utf_8(sample: &[u8]) -> bool {
    std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// How the text of documents begins that are written for programs, in small letters, and what they are.
const MARKUP: &[(&str, &str)] = &[
    ("<!doctype html", "an HTML page"),
    ("<html", "an HTML page"),
    ("<head>", "an HTML page"),
    ("<body", "an HTML page"),
    ("<!doctype", "an XML document"),
    ("<?xml", "an XML document"),
];

/// What `text` is, where it begins as a document of markup does and no raw text: `an HTML page`.
pub fn markup(text: &str) -> Option<&'static str> {
    let text = text.trim_start().as_bytes();
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()));
    MARKUP.iter().find(|(start, _)| begins(start)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_pictures_are_no_text() {
        assert_eq!(foreign(b"\x89PNG\r\n\x1a\n\0\0"), Some("a PNG picture"));
        assert_eq!(foreign(b"%PDF-1.7\n"), Some("a PDF document"));
    }

    #[test]
    fn sentences_are() {
        for text in
            ["BMW recalls cars", "MZ leads the table", "PK Harbour wins", "GIF turns 37", "RIFFS at the fair", ""]
        {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
        }
    }

    /// Bytes as they come of compressing, from a small generator.
    fn noise(count: usize) -> Vec<u8> {
        let step = |state: &mut u32| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some(state.to_be_bytes()[0])
        };
        std::iter::repeat_n((), count).scan(7, |state, ()| step(state)).collect()
    }

    #[test]
    fn noise_and_records_are_binary() {
        for count in [400, 4_000, 40_000] {
            assert!(is_binary(&noise(count)), "{count}");
        }
        assert!(is_binary(&b"\x01\0\0\0name\0\0\0\x07\0\0\0\x02\0\0\0".repeat(9)));
    }

    #[cfg(feature = "text")]
    #[test]
    fn text_is_not_binary_in_any_encoding() {
        let russian = "Паромы встали: ни один не вышел в понедельник из гавани. ".repeat(20);
        let japanese = "月曜日、フェリーは一隻も港を出なかった。".repeat(20);
        let polish = "Żaden prom nie wypłynął – „załogi” zeszły na ląd. ".repeat(20);
        for (text, encodings) in [
            (&russian, ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic"].as_slice()),
            (&japanese, &["shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5"]),
            (&polish, &["windows-1250", "iso-8859-2", "windows-1257"]),
        ] {
            assert!(!is_binary(text.as_bytes()));
            for label in encodings {
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
                assert!(!is_binary(&encoding.encode(text).0), "{label}");
            }
            let marked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(!is_binary(&[b"\xFF\xFE".as_slice(), &marked].concat()));
        }
        let bare: Vec<u8> =
            "The café’s owner – “no”.\r\n".repeat(9).encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(!is_binary(&bare));
    }

    #[test]
    fn wire_copy_is_not_binary() {
        let wire =
            b"\x16\x16\x16\x01r0714\x1Freute\x14\x12BC-Caf\xE9 11-18\r\n\x02a\x10 b\x08\x13\x11c\x0C\x0B\r\n\x03\x04";
        for wire in [wire.to_vec(), wire.repeat(50), [&[0; 900], wire.as_slice(), &[0; 90]].concat()] {
            assert!(!is_binary(&wire));
        }
        let railed =
            b"\x01hwi042 3 UDL 60\r\n\r\n\x02\x0ESkandinavien\x0F s\xE5 ingen\x18 \x0Ef\xE6rge\x0F\r\n\x03\x04"
                .repeat(4);
        assert!(!is_binary(&railed));
        let padded = b"No ferry left the caf\xE9 on the pier\r\r\n\0\0\0\x7F\x7F".repeat(50);
        assert!(!is_binary(&padded));
        assert!(!is_binary(b"") && !is_binary(&[0; 9_000]));
    }

    #[test]
    fn markup_is_known_by_its_first_tag() {
        assert_eq!(markup("\r\n<!DOCTYPE html>\n<p>Rain"), Some("an HTML page"));
        assert_eq!(markup("<HTML lang=en>"), Some("an HTML page"));
        assert_eq!(markup("<?xml version=\"1.0\"?><nitf>"), Some("an XML document"));
        for text in ["<DOC>\nRain", "<p>Rain fell.", "<header-less>", "Rain <html>", "<hé", ""] {
            assert_eq!(markup(text), None, "{text}");
        }
    }
}
