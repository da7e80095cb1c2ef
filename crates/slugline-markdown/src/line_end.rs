//! Where lines end.

/// The lines of a text, without and with their ends. A line ends at LF, CR LF or a lone CR.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..len).filter(|_| !rest.is_empty())?;
        let after = rest.get(len..)?;
        let end = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        let whole = rest.get(..len + end)?;
        rest = after.get(end..)?;
        Some((line, whole))
    })
}
