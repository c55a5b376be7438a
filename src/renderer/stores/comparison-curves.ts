import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { unpackCurve, type Curve, type CurveAxis } from '../../contract/curves.ts';
import { endedStatuses, type PointsDelta, type RunRow } from '../../contract/runs.ts';
import { openMill, type MillClient } from '../charts/mill/client.ts';
import type { Drawn, DrawRequest } from '../charts/mill/messages.ts';
import { paced } from '../charts/paced.ts';
import { call, listen, messageOf } from './bridge.ts';
import { curveEnd, morePoints, type CurveEnd } from './curve-ends.ts';
import { reloadLater } from './reload-later.ts';

/** What one chart of a comparison shows. */
export interface CurvesWanted extends DrawRequest {
  metric: string;
  axis: CurveAxis;
}

/** Runs of one call, so that the first of many are soon seen. */
const runsPerCall = 50;
/** Points of one chart that come whole; longer curves arrive decimated. */
const wholePoints = 8_000_000;

/**
 * The curves of one metric of many runs, ready to be drawn: history once, then deltas; smoothing, zoom and grouping ask main
 * for nothing. Ends with the scope that called it. Null while there is nothing yet.
 */
export function useComparedCurves(wanted: Readonly<Ref<CurvesWanted>>, open: () => MillClient = openMill) {
  const mill = open();
  const drawn = shallowRef<Drawn | null>(null);
  const error = ref<string | null>(null);
  const loading = ref(false);
  const ends = new Map<string, CurveEnd>();
  /** deltas of runs whose history is on its way */
  const waiting = new Map<string, PointsDelta[]>();
  /** runs of which deltas have left epochs out: they are read again when they have ended */
  const coarse = new Set<string>();
  /** of these, those that have ended while their history was on its way */
  const endedMeanwhile = new Set<string>();
  let loaded = '';
  let closed = false;
  let drawing = false;
  let drawAgain = false;

  const source = () => `${wanted.value.metric}\n${wanted.value.axis}`;
  const runIds = () => wanted.value.lines.flatMap((line) => line.runIds);
  const reloadSoon = reloadLater(async () => { if (!closed) await load(); });

  async function load(): Promise<void> {
    const mine = source();
    if (mine !== loaded) forget(mine);
    const missing = runIds().filter((id) => !ends.has(id) && !waiting.has(id));
    for (const id of missing) waiting.set(id, []);
    loading.value = waiting.size > 0;
    const buckets = Math.max(1024, Math.min(65_536, Math.floor(wholePoints / 4 / Math.max(1, runIds().length))));
    const { metric, axis } = wanted.value;
    const ask = (at: number) => (at < missing.length ? call('runs.curves', { ids: missing.slice(at, at + runsPerCall), metric, x: axis, buckets }) : null);
    try {
      let coming = ask(0);
      for (let at = 0; coming; at += runsPerCall) {
        const packed = await coming;
        if (closed || mine !== loaded) return;
        // Main reads the next ones while these are unpacked and drawn.
        coming = ask(at + runsPerCall);
        coming?.catch(() => undefined);
        take(missing.slice(at, at + runsPerCall), packed.map(unpackCurve), axis);
        void draw();
      }
      error.value = null;
    } catch (failure) {
      for (const id of missing) waiting.delete(id);
      if (mine === loaded) error.value = messageOf(failure);
    } finally {
      loading.value = waiting.size > 0;
    }
  }

  function forget(next: string): void {
    mill.drop([...ends.keys()]);
    ends.clear();
    waiting.clear();
    coarse.clear();
    endedMeanwhile.clear();
    loaded = next;
    drawn.value = null;
  }

  function take(ids: readonly string[], curves: Curve[], axis: CurveAxis): void {
    const found = new Map(curves.map((curve) => [curve.runId, curve]));
    // A run that has no such metric yet has an empty curve, which its deltas may fill.
    const all = ids.map((runId): Curve => found.get(runId) ?? { runId, total: 0, epochs: new Int32Array(), x: new Float64Array(), y: new Float64Array() });
    for (const curve of all) ends.set(curve.runId, curveEnd(curve));
    mill.put(all);
    const late = ids.flatMap((id) => waiting.get(id) ?? []);
    for (const id of ids) waiting.delete(id);
    append(late, axis);
    readAgain(ids.filter((id) => endedMeanwhile.delete(id)));
  }

  function append(deltas: readonly PointsDelta[], axis: CurveAxis): void {
    const more = deltas.flatMap((delta) => {
      const end = ends.get(delta.runId);
      const points = end && morePoints(delta, wanted.value.metric, axis, end, Date.now());
      if (points !== 'gap') return points ?? [];
      ends.delete(delta.runId);
      reloadSoon();
      return [];
    });
    if (more.length > 0) mill.append(more);
  }

  /** One drawing at a time; what was wanted meanwhile is drawn next, in its last form. */
  async function draw(): Promise<void> {
    if (drawing || closed) {
      drawAgain = true;
      return;
    }
    drawing = true;
    const mine = loaded;
    try {
      const result = await mill.draw(requestOf(wanted.value));
      if (!closed && mine === loaded && ends.size > 0) drawn.value = result;
    } catch (failure) {
      error.value = messageOf(failure);
    } finally {
      drawing = false;
      if (drawAgain && !closed) {
        drawAgain = false;
        void draw();
      }
    }
  }

  const live = paced(draw);

  function hear(deltas: readonly PointsDelta[]): void {
    const ours = deltas.filter(({ runId, values }) => wanted.value.metric in values && (ends.has(runId) || waiting.has(runId)));
    for (const delta of ours) {
      waiting.get(delta.runId)?.push(delta);
      if ((delta.leftOut ?? 0) > 0) coarse.add(delta.runId);
    }
    append(ours.filter(({ runId }) => ends.has(runId)), wanted.value.axis);
    if (ours.length > 0) live.soon();
  }

  function hearRows(rows: readonly RunRow[]): void {
    const whole = rows.flatMap(({ id, status }) => (coarse.has(id) && endedStatuses.includes(status) ? [id] : []));
    for (const id of whole) if (waiting.has(id)) endedMeanwhile.add(id);
    readAgain(whole.filter((id) => !waiting.has(id)));
  }

  function readAgain(ids: readonly string[]): void {
    for (const id of ids) {
      coarse.delete(id);
      ends.delete(id);
    }
    if (ids.length > 0) reloadSoon();
  }

  function dropUnwanted(): void {
    const kept = new Set(runIds());
    const gone = [...ends.keys()].filter((id) => !kept.has(id));
    for (const id of gone) ends.delete(id);
    if (gone.length > 0) mill.drop(gone);
  }

  const stops = [
    listen('runs.points', ({ deltas }) => hear(deltas)),
    listen('runs.changed', ({ rows }) => hearRows(rows)),
    listen('resync', () => {
      loaded = '';
      void load();
    }),
  ];
  watch(() => [source(), ...runIds()].join(), () => {
    dropUnwanted();
    void load();
  }, { immediate: true });
  watch(wanted, () => void draw());
  onScopeDispose(() => {
    closed = true;
    live.stop();
    stops.forEach((stop) => stop());
    mill.close();
  });

  return { drawn, error, loading, reload: load };
}

const requestOf = ({ lines, from, to, buckets, logX, logY, smoothing, band }: CurvesWanted): DrawRequest =>
  ({ lines: lines.map(({ key, runIds }) => ({ key, runIds: [...runIds] })), from, to, buckets, logX, logY, smoothing, band });
