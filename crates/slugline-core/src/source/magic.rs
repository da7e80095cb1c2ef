//! Files that are no text, known by their first bytes.

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
    let found =
        SIGNATURES.iter().find(|(at, signature, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(signature)));
    found.map(|(_, _, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::foreign;

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
}
