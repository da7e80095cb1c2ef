//! How deep a template may nest, looked at before it is parsed.

use crate::fault::Fault;

/// Most blocks within blocks. The parser takes a frame of the stack for each: `{{#if a}}{{#if a}}...` would exhaust it.
const MAX_BLOCKS: usize = 32;

/// Most branches of all blocks of one template: each `{{else if}}` is a block within the one before it.
const MAX_BRANCHES: usize = 256;

/// Most brackets within brackets. The parser looks at each several times, so that `{{a (b (c ...` costs a power of them.
const MAX_BRACKETS: usize = 6;

/// Refuses a template that nests too deep. Counts whatever looks like a block, a branch or a bracket, so that nothing
/// deeper than the limits gets to the parser.
pub(crate) fn check(name: &str, text: &str) -> Result<(), Fault> {
    let (mut line, mut blocks, mut branches) = (1, 0_usize, 0);
    for (at, part) in text.split("{{").enumerate() {
        if at > 0 {
            let tag = part.trim_start_matches(['{', '~', ' ', '\t', '\r', '\n']);
            blocks = match tag.bytes().next() {
                Some(b'#') => blocks + 1,
                Some(b'/') => blocks.saturating_sub(1),
                _ => blocks,
            };
            branches += usize::from(tag.starts_with("else") || tag.starts_with('^'));
            let found = [
                (blocks, MAX_BLOCKS, "blocks within blocks"),
                (branches, MAX_BRANCHES, "branches"),
                (brackets(part), MAX_BRACKETS, "brackets within brackets"),
            ];
            if let Some((_, most, what)) = found.into_iter().find(|(count, most, _)| count > most) {
                return Err(Fault::new(name, (line, 1), format_args!("more than {most} {what}")));
            }
        }
        line += part.matches('\n').count();
    }
    Ok(())
}

/// How deep brackets nest in `text`.
fn brackets(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}
