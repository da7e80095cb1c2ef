//! Reading ends between blocks when its time is over.

use std::sync::atomic::{AtomicUsize, Ordering};

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::Head;
use slugline_core::plugin::{Context, Watch, World};
use slugline_core::text::TextReader;

use crate::PROSE;

/// A world whose time is over when it was asked that often.
struct Asked {
    times: AtomicUsize,
    most: usize,
}

impl World for Asked {
    fn is_over(&self) -> bool {
        self.times.fetch_add(1, Ordering::Relaxed) + 1 >= self.most
    }
}

/// How many blocks are read of 1,000 paragraphs, and how often the world was asked.
fn read(most: usize) -> (usize, usize) {
    let copy = format!("Ferries stop\n\n{}", format!("{PROSE}\n\n").repeat(1000));
    let source = Source::from_text("test", copy).unwrap();
    let world = Asked { times: AtomicUsize::new(0), most };
    let mut diagnostics = Diagnostics::new();
    let mut cx = Context::new(&mut diagnostics, &world);
    let article = TextReader::default().read_part(&source, source.text(), Head::default(), &mut cx);
    (article.body.len(), world.times.into_inner())
}

#[test]
fn a_text_is_not_read_to_its_end_when_the_time_is_over() {
    let (blocks, asked) = read(3);
    assert!(blocks < 3 * Watch::EVERY, "{blocks}");
    assert_eq!(asked, 3);
    let (blocks, asked) = read(usize::MAX);
    assert_eq!(blocks, 1000);
    assert!(asked >= 1000 / Watch::EVERY, "{asked}");
}
