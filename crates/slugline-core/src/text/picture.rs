//! Lines that name the file of a picture, and perhaps say something below it: `Image: quay.jpg The quay at noon.`

use super::field::is_blank;

/// What file names of pictures end in.
const ENDINGS: [&str; 6] = [".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"];

/// The name and the caption of a line that names a picture.
///
/// `image ":" name [caption]`, in brackets or not, in any case: `Image: quay.jpg`, `[IMAGE: wire/quay.png The quay]`. Not
/// `Image: the quay at noon`, which is a caption of a picture that someone else has.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let (label, rest) = inner.split_once(':')?;
    if !label.eq_ignore_ascii_case("image") {
        return None;
    }
    let rest = rest.trim();
    let (name, caption) = rest.split_once(is_blank).unwrap_or((rest, ""));
    is_picture_name(name).then_some((name, caption.trim_start()))
}

/// Whether raw text may name the file of a picture so: a relative path without blanks, of a kind that its ending tells. An
/// address is none.
pub fn is_picture_name(name: &str) -> bool {
    let has_ending = |ending: &str| {
        let start = name.len().checked_sub(ending.len()).filter(|start| *start > 0);
        start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    !name.contains(|letter: char| is_blank(letter) || letter.is_control() || matches!(letter, ':' | '[' | ']'))
        && ENDINGS.into_iter().any(has_ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_caption() {
        for (line, parts) in [
            ("Image: quay.jpg", ("quay.jpg", "")),
            ("IMAGE:wire/2024/Quay.JPEG", ("wire/2024/Quay.JPEG", "")),
            ("[Image: quay.png  The quay: noon.]", ("quay.png", "The quay: noon.")),
            ("image: häfen.webp 港口", ("häfen.webp", "港口")),
        ] {
            assert_eq!(split(line), Some(parts), "{line}");
        }
    }

    #[test]
    fn other_lines_name_none() {
        for line in [
            "Image: the quay at noon",
            "Image: quay.jpg, quay.png",
            "Image: .jpg",
            "Image: https://www.harbourtimes.example/quay.jpg",
            "Image source: quay.jpg",
            "Photo: quay.jpg",
            "[Image: quay.jpg",
            "Image:",
            "",
        ] {
            assert_eq!(split(line), None, "{line}");
        }
    }
}
