import type { WasmMemory, WasmModule } from './engine.ts';

/**
 * Several threads on one kernel's memory. The leader, whose kernel it is, divides the elements of an operation's result
 * into shares, gives one to each helper, computes its own and waits for the others. Nothing passes between them but
 * whole numbers in `control`: a few words for all, then a slot of words for each helper.
 */

/** What a thread needs in order to help. It can be posted to one. */
export interface Invitation {
  module: WasmModule;
  /** shared */
  memory: WasmMemory;
  control: Int32Array;
}

/** The memory that a helper leaves half-written cannot be trained on. */
export class LostHelperError extends Error {
  constructor() {
    super('A thread that helped with this training has died. Train it again, with fewer threads if memory was short.');
    this.name = 'LostHelperError';
  }
}

/** The leader's side. */
export interface Crew {
  /** Threads at work now, the leader's own included. Helpers are sent for at the first call, and counted once they are there. */
  size(): number;
  /** Announces so many orders. */
  begin(orders: number): void;
  /** Gives a helper, numbered from 1, an operation by its number and the operation's arguments. */
  order(
    helper: number, operation: number, a: number, b: number, c?: number, d?: number, e?: number, f?: number, g?: number, h?: number,
    i?: number, j?: number, k?: number, l?: number,
  ): void;
  /** Returns once all orders of this turn are carried out. @throws LostHelperError */
  finish(): void;
  /** What a helper's last operation returned. */
  answer(helper: number): number;
}

/** Words for all: orders that are not carried out yet, helpers that have come, and whether one was lost, or all may leave. */
const word = { left: 0, joined: 1, lost: 2, closed: 3 };
/** A slot: how many orders it has seen, the latest one, and what it returned. 128 bytes, so that no two share a cache line. */
const slot = { words: 32, turn: 0, operation: 1, arguments: 2, answer: 14 };

/**
 * How often a thread looks again before it lets itself be put to sleep: some 100 µs, more than what the leader does alone
 * between two large operations. To be woken costs half of that, and costs the leader something as well.
 */
const looks = 16_000;
/** How long the leader sleeps before it looks whether its helpers are still alive. */
const patienceMs = 50;

/** `recruit` sends for `helpers` threads, which are to call `help`; training goes on without them until they come. */
export function createCrew(helpers: number, recruit: (control: Int32Array) => void): Crew {
  const control = new Int32Array(new SharedArrayBuffer((helpers + 1) * slot.words * Int32Array.BYTES_PER_ELEMENT));
  let recruited = false;

  return {
    size() {
      if (!recruited) {
        recruited = true;
        recruit(control);
      }
      // Without the lost ones the leader goes on alone.
      return Atomics.load(control, word.lost) ? 1 : 1 + Atomics.load(control, word.joined);
    },
    begin: (orders) => void Atomics.store(control, word.left, orders),
    order(helper, operation, a, b, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0) {
      const at = helper * slot.words;
      const first = at + slot.arguments;
      control[at + slot.operation] = operation;
      control[first] = a;
      control[first + 1] = b;
      control[first + 2] = c;
      control[first + 3] = d;
      control[first + 4] = e;
      control[first + 5] = f;
      control[first + 6] = g;
      control[first + 7] = h;
      control[first + 8] = i;
      control[first + 9] = j;
      control[first + 10] = k;
      control[first + 11] = l;
      Atomics.add(control, at + slot.turn, 1);
      Atomics.notify(control, at + slot.turn);
    },
    finish() {
      for (;;) {
        const left = Atomics.load(control, word.left);
        if (left === 0) return;
        if (Atomics.load(control, word.lost)) throw new LostHelperError();
        awaitChange(control, word.left, left, patienceMs);
      }
    },
    answer: (helper) => control[helper * slot.words + slot.answer]!,
  };
}

/** A helper's life: carries out orders until it is dismissed. `call` takes an operation's number, and where in `control` its arguments begin. */
export function helpCrew(control: Int32Array, call: (operation: number, at: number) => number): void {
  const at = (Atomics.add(control, word.joined, 1) + 1) * slot.words;
  let seen = 0;
  try {
    for (;;) {
      awaitChange(control, at + slot.turn, seen, Infinity);
      if (Atomics.load(control, word.closed)) return;
      seen = Atomics.load(control, at + slot.turn);
      control[at + slot.answer] = call(control[at + slot.operation]!, at + slot.arguments);
      if (Atomics.sub(control, word.left, 1) === 1) Atomics.notify(control, word.left);
    }
  } catch (error) {
    loseHelper(control);
    throw error;
  }
}

/** How many helpers have come. */
export const helpersJoined = (control: Int32Array): number => Atomics.load(control, word.joined);

/** Lets all helpers leave, those included that are still to come. */
export function dismissHelpers(control: Int32Array): void {
  Atomics.store(control, word.closed, 1);
  for (let at = slot.words; at < control.length; at += slot.words) {
    Atomics.add(control, at + slot.turn, 1);
    Atomics.notify(control, at + slot.turn);
  }
}

/** Tells the leader that a helper is no more. */
export function loseHelper(control: Int32Array): void {
  Atomics.store(control, word.lost, 1);
  Atomics.notify(control, word.left);
}

/** Returns when the word is no longer `value`, or after so many milliseconds. */
function awaitChange(control: Int32Array, at: number, value: number, milliseconds: number): void {
  for (let i = 0; i < looks; i++) if (Atomics.load(control, at) !== value) return;
  Atomics.wait(control, at, value, milliseconds);
}
