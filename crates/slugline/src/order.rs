//! Work on several threads whose results are handed on in the order of what was worked on.
//!
//! Each thread takes the next item as soon as it is free. What is ready before its turn waits, up to a limit: a thread whose
//! result has no room waits with it. The item whose turn it is always has room, so that all of them come to an end.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Bytes of results that may wait for their turn: hundreds of stories, and a small part of what a machine has.
const ROOM: usize = 16 << 20;

/// Bytes of stack, as the first thread mostly has: nothing may work there and not here.
const STACK: usize = 8 << 20;

/// Works on each of `items` with at most so many `threads`, and hands on to `tell` what `work` puts into the item's lane: all of
/// the first item, then all of the second. `tell` is called by the caller's thread, as soon as there is something.
///
/// `false`: no thread could be started, and nothing was done.
pub(crate) fn in_order<'i, I: Sync, T: Send>(
    items: &'i [I],
    threads: NonZeroUsize,
    work: impl Fn(&'i I, &Lane<'_, T>) + Sync,
    mut tell: impl FnMut(T),
) -> bool {
    let (order, next) = (Order::default(), AtomicUsize::new(0));
    let work_off = || {
        while let Some((at, item)) = take_next(items, &next) {
            let lane = Lane { order: &order, at };
            if !order.lock().is_over {
                work(item, &lane);
            }
        }
    };
    thread::scope(|scope| {
        // However this ends, no thread is left to wait for room.
        let _over = Over(&order);
        let start = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work_off);
        let started = (0..threads.get().min(items.len())).map_while(|at| start(at).ok()).count();
        if started > 0 {
            (0..items.len()).for_each(|at| order.drain(at, &mut tell));
        }
        started > 0
    })
}

fn take_next<'i, I>(items: &'i [I], next: &AtomicUsize) -> Option<(usize, &'i I)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}

/// Where the results of one item go.
pub(crate) struct Lane<'o, T> {
    order: &'o Order<T>,
    at: usize,
}

impl<T> Lane<'_, T> {
    /// Hands on a result that takes about so many bytes. Waits for room.
    pub(crate) fn hand_on(&self, result: T, bytes: usize) {
        let mut state = self.order.wait_until(|state| state.has_room(self.at, bytes));
        state.waiting += bytes;
        state.lanes.entry(self.at).or_default().results.push_back((result, bytes));
        if state.turn == self.at {
            self.order.ready.notify_one();
        }
    }

    /// Waits until all that comes before the item was handed on.
    pub(crate) fn wait_for_turn(&self) {
        drop(self.order.wait_until(|state| state.turn == self.at));
    }
}

impl<T> Drop for Lane<'_, T> {
    fn drop(&mut self) {
        let mut state = self.order.lock();
        state.lanes.entry(self.at).or_default().is_done = true;
        if state.turn == self.at {
            self.order.ready.notify_one();
        }
    }
}

/// What is ready, and whose turn it is.
struct Order<T> {
    state: Mutex<State<T>>,
    /// The item whose turn it is has something new.
    ready: Condvar,
    /// It is the next item's turn, or there is more room.
    moved: Condvar,
}

struct State<T> {
    turn: usize,
    /// Items that have something ready, or were done before their turn.
    lanes: BTreeMap<usize, Waiting<T>>,
    /// Bytes of all that is ready.
    waiting: usize,
    /// Nobody takes results any more.
    is_over: bool,
}

struct Waiting<T> {
    results: VecDeque<(T, usize)>,
    is_done: bool,
}

impl<T> Default for Order<T> {
    fn default() -> Order<T> {
        let state = State { turn: 0, lanes: BTreeMap::new(), waiting: 0, is_over: false };
        Order { state: Mutex::new(state), ready: Condvar::new(), moved: Condvar::new() }
    }
}

impl<T> Default for Waiting<T> {
    fn default() -> Waiting<T> {
        Waiting { results: VecDeque::new(), is_done: false }
    }
}

impl<T> State<T> {
    fn has_room(&self, at: usize, bytes: usize) -> bool {
        let is_first = || at == self.turn && self.lanes.get(&at).is_none_or(|lane| lane.results.is_empty());
        self.waiting == 0 || self.waiting.saturating_add(bytes) <= ROOM || is_first()
    }
}

impl<T> Order<T> {
    /// A thread that panicked has left nothing half done here: nobody's code runs while it is locked.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_until(&self, is_met: impl Fn(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        let is_unmet = |state: &mut State<T>| !state.is_over && !is_met(state);
        self.moved.wait_while(self.lock(), is_unmet).unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands on all of the item at `at`, whose turn it is, until it is done.
    fn drain(&self, at: usize, tell: &mut impl FnMut(T)) {
        loop {
            let is_idle =
                |state: &mut State<T>| state.lanes.get(&at).is_none_or(|lane| lane.results.is_empty() && !lane.is_done);
            let mut state = self.ready.wait_while(self.lock(), is_idle).unwrap_or_else(PoisonError::into_inner);
            let Some(lane) = state.lanes.get_mut(&at) else { continue };
            let (results, is_done) = (std::mem::take(&mut lane.results), lane.is_done);
            state.waiting -= results.iter().map(|(_, bytes)| bytes).sum::<usize>();
            drop(state);
            self.moved.notify_all();
            results.into_iter().for_each(|(result, _)| tell(result));
            if is_done {
                return self.pass_on(at);
            }
        }
    }

    /// The next one's turn begins when all of this one was told.
    fn pass_on(&self, at: usize) {
        let mut state = self.lock();
        state.lanes.remove(&at);
        state.turn = at + 1;
        drop(state);
        self.moved.notify_all();
    }
}

/// Has all threads end without waiting for anything.
struct Over<'o, T>(&'o Order<T>);

impl<T> Drop for Over<'_, T> {
    fn drop(&mut self) {
        self.0.lock().is_over = true;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::time::Duration;

    use super::*;

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..200).collect();
        let expected: Vec<u64> = items.iter().flat_map(|item| [*item, *item]).collect();
        for count in [1, 2, 8] {
            let mut told = Vec::new();
            let work = |item: &u64, lane: &Lane<'_, u64>| {
                thread::sleep(Duration::from_micros(item * 7919 % 300));
                lane.hand_on(*item, 1);
                lane.hand_on(*item, 1);
            };
            assert!(in_order(&items, threads(count), work, |result| told.push(result)));
            assert_eq!(told, expected);
        }
    }

    /// Each result fills all the room there is, and the first item is the last to be ready.
    #[test]
    fn what_is_ready_early_waits_and_the_next_in_turn_has_room() {
        let items: Vec<usize> = (0..40).collect();
        let (waiting, mut told) = (AtomicUsize::new(0), Vec::new());
        let work = |item: &usize, lane: &Lane<'_, usize>| {
            if *item == 0 {
                thread::sleep(Duration::from_millis(20));
            }
            for _ in 0..3 {
                lane.hand_on(*item, ROOM);
                waiting.fetch_add(1, Ordering::SeqCst);
            }
        };
        in_order(&items, threads(4), work, |result| {
            // Those before, what waits, and what was just taken and is not told yet.
            assert!(waiting.fetch_sub(1, Ordering::SeqCst) <= 5);
            told.push(result);
        });
        assert_eq!(told, items.iter().flat_map(|item| [*item; 3]).collect::<Vec<_>>());
    }

    #[test]
    fn the_turn_comes_when_all_before_was_told() {
        let (told, items) = (AtomicUsize::new(0), [0, 1, 2, 3, 4, 5, 6, 7]);
        let work = |item: &usize, lane: &Lane<'_, usize>| {
            lane.wait_for_turn();
            assert_eq!(told.load(Ordering::SeqCst), *item);
            lane.hand_on(*item, 1);
        };
        in_order(&items, threads(3), work, |_| {
            told.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(told.into_inner(), items.len());
    }

    #[test]
    fn nobody_waits_for_ever_when_telling_fails() {
        let items = [0; 100];
        let work = |_: &i32, lane: &Lane<'_, ()>| lane.hand_on((), ROOM);
        let run = || in_order(&items, threads(4), work, |()| panic!("no more"));
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
