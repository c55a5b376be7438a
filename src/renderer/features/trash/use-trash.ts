import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { AppError } from '../../../contract/errors.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { TrashOthers, TrashSize } from '../../../contract/trash.ts';
import { trashInWords } from '../../../contract/trash.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount, formatPlural } from '../../format/numbers.ts';
import { call, listen, messageOf } from '../../stores/bridge.ts';
import { useDataSets } from '../../stores/data-sets.ts';
import { useModels } from '../../stores/models.ts';
import { pagedList } from '../../stores/paged-list.ts';
import { reloadLater } from '../../stores/reload-later.ts';
import { useRunEdits } from '../../stores/run-edits.ts';
import { useToasts } from '../../stores/toasts.ts';

export type TrashItem =
  | { kind: 'model'; id: string; name: string; about: string; createdAt: number }
  | { kind: 'dataSet'; id: string; name: string; about: string; createdAt: number }
  | { kind: 'run'; id: string; name: string; run: RunRow };

/** What was deleted: models and data sets, which are few, and below them as many pages of runs as are in sight. Ends with the scope that called it. */
export function useTrash() {
  const [edits, toasts, dataSets, models] = [useRunEdits(), useToasts(), useDataSets(), useModels()];
  const runs = pagedList<RunRow>(async (offset, limit) => {
    const { rows, total } = await call('runs.list', { trash: true, sort: '-createdAt', offset, limit });
    return { items: rows, total };
  });
  const others = shallowRef<readonly Exclude<TrashItem, { kind: 'run' }>[]>([]);
  const size = shallowRef<TrashSize | null>(null);
  const failed = ref<string | null>(null);
  const chosen = shallowRef<{ all: boolean; but: ReadonlySet<string> }>({ all: false, but: new Set() });

  const total = computed(() => others.value.length + (runs.total.value ?? 0));
  const error = computed(() => failed.value ?? runs.error.value);
  const loaded = computed(() => size.value !== null && runs.total.value !== null);
  const isChosen = (id: string) => chosen.value.but.has(id) !== chosen.value.all;
  const count = computed(() => (chosen.value.all ? Math.max(0, total.value - chosen.value.but.size) : chosen.value.but.size));

  function at(index: number): TrashItem | undefined {
    const other = others.value[index];
    if (other) return other;
    const run = runs.at(index - others.value.length);
    return run && { kind: 'run', id: run.id, name: run.name, run };
  }

  async function read(): Promise<void> {
    const [, rest] = await Promise.all([runs.refresh(), readOthers()]);
    failed.value = rest;
  }

  let reads = 0;

  /** The size is read beside the main thread: an answer may come after that to a later question, and is dropped then. */
  async function readOthers(): Promise<string | null> {
    const mine = ++reads;
    try {
      const [now, found] = await Promise.all([call('trash.size', null), call('trash.others', null)]);
      if (mine !== reads) return failed.value;
      size.value = now;
      others.value = itemsOf(found);
      return null;
    } catch (failure) {
      return mine === reads ? messageOf(failure) : failed.value;
    }
  }

  function toggle(id: string): void {
    const but = new Set(chosen.value.but);
    if (!but.delete(id)) but.add(id);
    chosen.value = { ...chosen.value, but };
  }

  function chooseAll(all: boolean): void {
    chosen.value = { all, but: new Set() };
  }

  /** Runs are one step of undo; data sets and models come back one by one, and say where their name was taken meanwhile. */
  async function restore(which: TrashItem | 'chosen' | 'all'): Promise<void> {
    const wanted = typeof which === 'object' ? (id: string) => id === which.id : which === 'all' ? () => true : isChosen;
    const notRuns = new Set(others.value.map(({ id }) => id));
    for (const { kind, id } of others.value.filter((item) => wanted(item.id))) await (kind === 'model' ? models : dataSets).restore(id);
    const all = which === 'all' || (which === 'chosen' && chosen.value.all);
    const named = [...chosen.value.but].filter((id) => !notRuns.has(id));
    if (typeof which === 'object') {
      if (which.kind === 'run') await edits.restore([which.id]);
    } else if (all) {
      if ((runs.total.value ?? 0) > 0) await edits.restore({ trash: true, except: which === 'all' ? [] : named });
    } else if (named.length > 0) await edits.restore(named);
    chooseAll(false);
    await read();
  }

  /** how far emptying it is; null while it is not being emptied */
  const emptying = shallowRef<{ done: number; total: number; startedAt: number } | null>(null);
  const stopListening = listen('trash.emptying', ({ done, total }) => {
    if (emptying.value) emptying.value = { ...emptying.value, done, total };
  });
  onScopeDispose(stopListening);

  async function empty(): Promise<void> {
    emptying.value = { done: 0, total: size.value?.runs ?? 0, startedAt: Date.now() };
    try {
      const emptied = await call('trash.empty', null);
      toasts.show({ level: 'info', message: `Removed ${trashInWords(emptied, formatPlural)} for good; ${formatBytes(emptied.bytes)} given back.` });
    } catch (failure) {
      if (failure instanceof AppError && failure.code === 'cancelled') toasts.show({ level: 'info', message: stoppedAt(emptying.value) });
      else toasts.showError(failure);
    }
    emptying.value = null;
    chooseAll(false);
    await read();
  }

  const stopEmptying = () => call('trash.stopEmptying', null).catch(toasts.showError);

  /** Runs stand below the others: those in sight begin at the first. */
  const show = (first: number, last: number) => runs.show(Math.max(0, first - others.value.length), Math.max(0, last - others.value.length));

  const readSoon = reloadLater(read);
  const stops = (['runs.removed', 'runs.changed', 'models.changed', 'dataSets.changed', 'dataSets.removed', 'resync'] as const).map((event) => listen(event, readSoon));
  onScopeDispose(() => stops.forEach((stop) => stop()));
  void read();

  return { at, total, size, error, loaded, count, isChosen, toggle, chooseAll, restore, empty, emptying, stopEmptying, read, show };
}

export type Trash = ReturnType<typeof useTrash>;

const stoppedAt = ({ done, total }: { done: number; total: number }) =>
  `Stopped: ${formatPlural(done, 'run')} ${done === 1 ? 'is' : 'are'} removed for good, the other ${formatCount(total - done)} can still be restored.`;

function itemsOf({ models, dataSets }: TrashOthers): Exclude<TrashItem, { kind: 'run' }>[] {
  return [
    ...models.map(({ id, name, versions, latest }) => ({ kind: 'model' as const, id, name, about: `${formatPlural(versions, 'version')}, predicts ${latest.target} of ${latest.dataSet.name}`, createdAt: latest.promotedAt })),
    ...dataSets.map(({ id, name, rows, columns, createdAt }) => ({ kind: 'dataSet' as const, id, name, about: `${formatPlural(rows, 'row')}, ${formatPlural(columns, 'column')}`, createdAt })),
  ];
}
