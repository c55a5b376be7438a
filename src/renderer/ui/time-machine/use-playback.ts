import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** A playhead over the epochs from 0 to `last`. */
export interface Playhead {
  wanted: Readonly<Ref<number>>;
  last: Readonly<Ref<number>>;
  go(epoch: number): void;
}

export const speeds = [1, 2, 5, 10, 30, 60] as const;

/** Moves the playhead by the clock, `speed` epochs a second; epochs that cannot be computed in time are passed over. */
export function usePlayback({ wanted, last, go }: Playhead) {
  const playing = ref(false);
  const speed = ref<number>(10);
  const loop = ref(false);
  let frame = 0;
  let [began, from] = [0, 0];

  function start(now: number): void {
    [began, from] = [now, wanted.value];
  }

  function step(now: number): void {
    const to = from + Math.floor(((now - began) / 1000) * speed.value);
    if (to > last.value) {
      if (!loop.value) {
        go(last.value);
        playing.value = false;
        return;
      }
      go(0);
      start(now);
    } else if (to !== wanted.value) go(to);
    frame = requestAnimationFrame(step);
  }

  watch(playing, (on) => {
    cancelAnimationFrame(frame);
    if (!on) return;
    if (wanted.value >= last.value) go(0);
    start(performance.now());
    frame = requestAnimationFrame(step);
  });
  watch(speed, () => start(performance.now()));
  onScopeDispose(() => cancelAnimationFrame(frame));

  return { playing, speed, loop, toggle: () => { playing.value = !playing.value; } };
}
