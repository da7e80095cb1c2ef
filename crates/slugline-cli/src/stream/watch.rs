//! Standard input, until it ends or the program is told to end.

use std::io::{self, Read};

/// Standard input. SIGTERM is its end: what was read before is still answered.
pub(super) struct Input {
    #[cfg(unix)]
    told_to_end: std::os::unix::net::UnixStream,
}

impl Input {
    /// Begins to listen to SIGTERM.
    ///
    /// # Errors
    ///
    /// Where the system does not let it.
    #[cfg(unix)]
    pub(super) fn open() -> io::Result<Input> {
        let (told_to_end, teller) = std::os::unix::net::UnixStream::pair()?;
        // The handler writes a byte and no more, so that no moment is between looking and waiting.
        signal_hook::low_level::pipe::register(signal_hook::consts::SIGTERM, teller)?;
        Ok(Input { told_to_end })
    }

    /// Here is no such signal.
    #[cfg(not(unix))]
    pub(super) fn open() -> io::Result<Input> {
        Ok(Input {})
    }

    /// Waits until there is something to read. Whether there is none because the program is told to end.
    #[cfg(unix)]
    fn wait(&self) -> io::Result<bool> {
        use rustix::event::{PollFd, PollFlags, poll};
        let stdin = io::stdin();
        let mut both = [PollFd::new(&self.told_to_end, PollFlags::IN), PollFd::new(&stdin, PollFlags::IN)];
        loop {
            match poll(&mut both, None) {
                Ok(_) => return Ok(both.first().is_some_and(|told| !told.revents().is_empty())),
                Err(error) if error == rustix::io::Errno::INTR => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    #[cfg(not(unix))]
    fn wait(&self) -> io::Result<bool> {
        Ok(false)
    }
}

impl Read for Input {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self.wait()? {
            true => Ok(0),
            // Its own buffer is passed by for reads as large as it, as those of `Lines` are.
            false => io::stdin().lock().read(room),
        }
    }
}
