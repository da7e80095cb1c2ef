//! Work on several threads whose results are handed on in the order of what was worked on.
//!
//! Each thread takes the next few items as soon as it is free: few enough that all are busy to the end, and as many as make
//! it worth while to wake another thread. What is ready before its turn waits, up to a limit: a thread whose results have no
//! room waits with them. The items whose turn it is always have room, so that all of them come to an end.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes of results that may wait for their turn: hundreds of stories, and a small part of what a machine has.
const ROOM: usize = 16 << 20;

/// Items that a thread takes at once, at most.
const FEW: usize = 32;

/// Turns that each thread has of what is left, at least, when it takes some of it.
const EACH: NonZeroUsize = NonZeroUsize::new(4).unwrap();

/// Bytes of results, and the time, after which those of a few items are handed on before they are all there.
const ENOUGH: usize = 256 << 10;
const LONG: Duration = Duration::from_millis(10);

/// Bytes of stack, as the first thread mostly has: nothing may work there and not here.
const STACK: usize = 8 << 20;

/// Works on each of `items` with at most so many `threads`, and hands on to `tell` what `work` puts into the item's lane: all of
/// the first item, then all of the second. `tell` is called by the caller's thread, soon after there is something; what it gives
/// back is dropped by the thread that made it, from whose memory it is.
///
/// `false`: no thread could be started, and nothing was done.
pub(crate) fn in_order<'i, I: Sync, T: Send>(
    items: &'i [I],
    threads: NonZeroUsize,
    work: impl Fn(&'i I, &Lane<'_, T>) + Sync,
    mut tell: impl FnMut(T) -> Option<T>,
) -> bool {
    let (order, next) = (Order::default(), AtomicUsize::new(0));
    let work_off = |thread: usize| {
        while let Some(few) = take_next(items.len(), threads, &next) {
            let lane = Lane { order: &order, thread, items: few.clone(), ready: RefCell::default() };
            for item in items.get(few).unwrap_or_default() {
                if !order.is_over() {
                    work(item, &lane);
                }
            }
        }
    };
    thread::scope(|scope| {
        // However this ends, no thread is left to wait for room.
        let _over = Over(&order);
        let work_off = &work_off;
        let start = |thread| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || work_off(thread));
        let started = (0..threads.get().min(items.len())).map_while(|at| start(at).ok()).count();
        if started > 0 {
            let mut at = 0;
            while at < items.len() {
                at = order.drain(at, &mut tell);
            }
        }
        started > 0
    })
}

/// The next items of so many, fewer towards the end.
fn take_next(items: usize, threads: NonZeroUsize, next: &AtomicUsize) -> Option<Range<usize>> {
    let few = |at: usize| (items.saturating_sub(at) / threads.saturating_mul(EACH)).clamp(1, FEW);
    let taken = next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |at| (at < items).then(|| at + few(at)));
    taken.ok().map(|at| at..at + few(at))
}

/// Where the results of a few items go.
pub(crate) struct Lane<'o, T> {
    order: &'o Order<T>,
    thread: usize,
    items: Range<usize>,
    /// Results that nobody knows of yet.
    ready: RefCell<Ready<T>>,
}

struct Ready<T> {
    results: Vec<(T, usize)>,
    bytes: usize,
    /// When they are to be handed on.
    until: Option<Instant>,
}

impl<T> Default for Ready<T> {
    fn default() -> Ready<T> {
        Ready { results: Vec::new(), bytes: 0, until: None }
    }
}

impl<T> Lane<'_, T> {
    /// Hands on a result that takes about so many bytes. Waits for room.
    pub(crate) fn hand_on(&self, result: T, bytes: usize) {
        let mut ready = self.ready.borrow_mut();
        ready.results.push((result, bytes));
        ready.bytes += bytes;
        let now = Instant::now();
        let until = *ready.until.get_or_insert(now + LONG);
        if ready.bytes >= ENOUGH || now >= until {
            self.put(ready.take());
        }
    }

    /// Waits until all that comes before the items was handed on.
    pub(crate) fn wait_for_turn(&self) {
        drop(self.order.wait_until(|state| state.turn == self.items.start));
    }

    fn put(&self, ready: Ready<T>) {
        let at = self.items.start;
        let mut state = self.order.wait_until(|state| state.has_room(at, ready.bytes));
        state.waiting += ready.bytes;
        let lane = state.lanes.entry(at).or_default();
        lane.thread = self.thread;
        lane.results.extend(ready.results);
        if state.turn == at {
            self.order.ready.notify_one();
        }
        let told = state.told.remove(&self.thread);
        drop(state);
        drop(told);
    }
}

impl<T> Ready<T> {
    fn take(&mut self) -> Ready<T> {
        std::mem::take(self)
    }
}

impl<T> Drop for Lane<'_, T> {
    fn drop(&mut self) {
        let ready = self.ready.get_mut().take();
        if !ready.results.is_empty() {
            self.put(ready);
        }
        let mut state = self.order.lock();
        state.lanes.entry(self.items.start).or_default().end = Some(self.items.end);
        if state.turn == self.items.start {
            self.order.ready.notify_one();
        }
    }
}

/// What is ready, and whose turn it is.
struct Order<T> {
    state: Mutex<State<T>>,
    /// The items whose turn it is have something new.
    ready: Condvar,
    /// It is the turn of the next ones, or there is more room.
    moved: Condvar,
    /// Nobody takes results any more.
    over: AtomicBool,
}

struct State<T> {
    /// The first of the items whose turn it is.
    turn: usize,
    /// Items that have something ready, or were done before their turn, by the first of them.
    lanes: BTreeMap<usize, Waiting<T>>,
    /// Bytes of all that is ready.
    waiting: usize,
    /// What was told and is to be dropped, by the thread that made it.
    told: BTreeMap<usize, Vec<T>>,
}

struct Waiting<T> {
    /// Which one works on the items.
    thread: usize,
    results: VecDeque<(T, usize)>,
    /// Where the next items begin, when all is there.
    end: Option<usize>,
}

impl<T> Default for Order<T> {
    fn default() -> Order<T> {
        let state = State { turn: 0, lanes: BTreeMap::new(), waiting: 0, told: BTreeMap::new() };
        Order { state: Mutex::new(state), ready: Condvar::new(), moved: Condvar::new(), over: AtomicBool::default() }
    }
}

impl<T> Default for Waiting<T> {
    fn default() -> Waiting<T> {
        Waiting { thread: 0, results: VecDeque::new(), end: None }
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

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    fn wait_until(&self, is_met: impl Fn(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        let is_unmet = |state: &mut State<T>| !self.is_over() && !is_met(state);
        self.moved.wait_while(self.lock(), is_unmet).unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands on all of the items from `at` on, whose turn it is, until they are done, and says where the next ones begin.
    fn drain(&self, at: usize, tell: &mut impl FnMut(T) -> Option<T>) -> usize {
        loop {
            let is_idle = |state: &mut State<T>| {
                state.lanes.get(&at).is_none_or(|lane| lane.results.is_empty() && lane.end.is_none())
            };
            let mut state = self.ready.wait_while(self.lock(), is_idle).unwrap_or_else(PoisonError::into_inner);
            let Some(lane) = state.lanes.get_mut(&at) else { continue };
            let (thread, results, end) = (lane.thread, std::mem::take(&mut lane.results), lane.end);
            state.waiting -= results.iter().map(|(_, bytes)| bytes).sum::<usize>();
            drop(state);
            self.moved.notify_all();
            // A large one would take the room of others while it waits for its thread.
            let is_small = |bytes: usize| bytes < ENOUGH;
            let told = results.into_iter().filter_map(|(result, bytes)| tell(result).filter(|_| is_small(bytes)));
            let told: Vec<T> = told.collect();
            let mut state = self.lock();
            state.told.entry(thread).or_default().extend(told);
            if let Some(end) = end {
                // The turn of the next ones begins when all of these were told.
                state.lanes.remove(&at);
                state.turn = end;
                drop(state);
                self.moved.notify_all();
                return end;
            }
        }
    }
}

/// Has all threads end without waiting for anything.
struct Over<'o, T>(&'o Order<T>);

impl<T> Drop for Over<'_, T> {
    fn drop(&mut self) {
        // With the lock, so that nobody who looked before waits after.
        let state = self.0.lock();
        self.0.over.store(true, Ordering::Relaxed);
        drop(state);
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
            assert!(in_order(&items, threads(count), work, |result| {
                told.push(result);
                Some(result)
            }));
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
            None
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
            None
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
