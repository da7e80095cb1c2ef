//! One exchange with a program: what it is told goes out while what it says comes in, within the limits.
//!
//! One thread waits for all three pipes at once. Whoever wrote first and read then would wait for ever for a program that
//! answers before it has read all.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::child::{Child, Ending};

/// What a program is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A line. It is told more later.
    Line,
    /// All that it says until it ends. It is told no more.
    All,
}

/// Why nothing came of an exchange.
#[derive(Debug)]
pub(super) enum Stop {
    /// It took too long.
    Time,
    /// It said too much.
    Output,
    /// It said no more, and had ended like this. `None`: it went on in silence.
    Silence(Option<Ending>),
    /// The pipes failed.
    Io(io::Error),
}

/// How long to wait for a pipe before the program itself is looked at: one that has ended may have left its pipes to another.
const LOOK: Duration = Duration::from_millis(50);

/// ... and where it has closed its output, which mostly means that it is about to end.
const LOOK_AGAIN: Duration = Duration::from_micros(250);

/// How often it is looked at then, before it counts as silent though it goes on.
const LOOKS: u32 = 200;

/// Bytes read at a time, as many as a pipe holds.
pub(super) const PIPE: usize = 64 * 1024;

impl Child {
    /// Tells the program `words` and gives back what it says.
    pub(super) fn exchange(&mut self, words: &[u8], wanted: Wanted) -> Result<Vec<u8>, Stop> {
        self.grant();
        let deadline = Instant::now() + self.limits.time;
        let mut rest = words;
        // Of `said`, what has no line end in it.
        let mut looked_at = 0;
        let mut looks = LOOKS;
        loop {
            rest = self.tell(rest).map_err(Stop::Io)?;
            if rest.is_empty() && wanted == Wanted::All {
                self.stdin = None;
            }
            let ready = self.wait(!rest.is_empty(), deadline)?;
            let ending = if ready && self.stdout.is_some() { None } else { self.ending() };
            self.hear().map_err(Stop::Io)?;
            if wanted == Wanted::Line {
                let said = self.said.get(looked_at..).unwrap_or_default();
                if let Some(at) = said.iter().position(|byte| *byte == b'\n') {
                    return Ok(self.take(looked_at + at));
                }
                looked_at = self.said.len();
            }
            if self.said.len() as u64 > self.limits.output {
                return Err(Stop::Output);
            }
            match (wanted, ending) {
                (Wanted::All, Some(Ending::Exit(0))) => return Ok(std::mem::take(&mut self.said)),
                (_, Some(_)) => return Err(Stop::Silence(ending)),
                (Wanted::Line, None) if self.stdout.is_none() => {
                    looks -= 1;
                    if looks == 0 {
                        return Err(Stop::Silence(None));
                    }
                }
                (_, None) => {}
            }
        }
    }

    /// What it said without being asked.
    pub(super) fn unasked(&mut self) -> Result<&[u8], Stop> {
        self.hear().map_err(Stop::Io)?;
        Ok(&self.said)
    }

    /// Takes the line that ends before `end` out of what was said.
    fn take(&mut self, end: usize) -> Vec<u8> {
        let rest = self.said.split_off(end + 1);
        let mut line = std::mem::replace(&mut self.said, rest);
        line.pop();
        line
    }

    /// Tells as much of `words` as it takes now, and gives back the rest. None is left once it has closed its input, which it
    /// may: `head -n 1` does not read on.
    fn tell<'w>(&mut self, mut words: &'w [u8]) -> io::Result<&'w [u8]> {
        while let Some(stdin) = &mut self.stdin
            && !words.is_empty()
        {
            match stdin.write(words) {
                Ok(told) => words = words.get(told..).unwrap_or_default(),
                Err(fault) if fault.kind() == io::ErrorKind::WouldBlock => return Ok(words),
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => self.stdin = None,
                Err(fault) => return Err(fault),
            }
        }
        Ok(&[])
    }

    /// Waits until it has said something, or takes more where there is `more` to tell. Whether it has; if not, it may have
    /// ended.
    fn wait(&mut self, more: bool, deadline: Instant) -> Result<bool, Stop> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Stop::Time);
        }
        let look = if self.stdout.is_some() { LOOK } else { LOOK_AGAIN };
        let mut pipes = Vec::with_capacity(3);
        pipes.extend(self.stdout.as_ref().map(|end| PollFd::new(end, PollFlags::IN)));
        pipes.extend(self.stderr.as_ref().map(|end| PollFd::new(end, PollFlags::IN)));
        pipes.extend(self.stdin.as_ref().filter(|_| more).map(|end| PollFd::new(end, PollFlags::OUT)));
        let look = Timespec::try_from(look.min(left)).ok();
        match poll(&mut pipes, look.as_ref()) {
            Ok(ready) => Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => Ok(true),
            Err(fault) => Err(Stop::Io(fault.into())),
        }
    }

    /// Takes in what it has said so far, at most a little more than it may.
    fn hear(&mut self) -> io::Result<()> {
        let Child { stdout, stderr, said, last_words, buffer, limits, .. } = self;
        let room = limits.output.saturating_add(1).saturating_sub(said.len() as u64);
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        drain(stderr, buffer, PIPE, |bytes| last_words.hear(bytes))?;
        drain(stdout, buffer, room, |bytes| said.extend_from_slice(bytes))
    }
}

/// Reads what is in `pipe`, at most `most` bytes and what fits `buffer`. At its end there is no pipe any more.
fn drain(
    pipe: &mut Option<impl io::Read>,
    buffer: &mut [u8],
    most: usize,
    mut each: impl FnMut(&[u8]),
) -> io::Result<()> {
    let mut left = most;
    while let Some(end) = pipe
        && left > 0
    {
        match end.read(buffer) {
            Ok(0) => *pipe = None,
            Ok(read) => {
                each(buffer.get(..read).unwrap_or_default());
                left = left.saturating_sub(read);
                // Less than was asked for: there is no more for now.
                if read < buffer.len() {
                    return Ok(());
                }
            }
            Err(fault) if fault.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}
