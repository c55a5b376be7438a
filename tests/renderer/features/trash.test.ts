import { effectScope } from 'vue';
import { expect, test } from 'vitest';
import type { RunSelection } from '../../../src/contract/run-edits.ts';
import type { TrashOthers, TrashSize } from '../../../src/contract/trash.ts';
import { useTrash } from '../../../src/renderer/features/trash/use-trash.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

const others = {
  models: [{ id: 'm', name: 'gates', versions: 2, latest: { target: 'kind', dataSet: { name: 'small' }, promotedAt: 2 } }],
  dataSets: [{ id: 'd', name: 'small', rows: 3, columns: 2, createdAt: 1 }],
} as unknown as TrashOthers;

async function opened(runs = 120) {
  const edited: RunSelection[] = [];
  const rows = Array.from({ length: runs }, (_, at) => runRow({ id: `r${at}`, name: `run ${at}` }));
  const bridge = freshStores({
    'trash.size': () => ({ runs, dataSets: 1, models: 1, bytes: 10, training: 0 }),
    'trash.others': () => others,
    'runs.list': ({ offset, limit }) => ({ rows: rows.slice(offset, offset + limit), total: runs }),
    'runs.edit': (input) => {
      edited.push(input.runs);
      return { entry: null, changed: 1, remark: null };
    },
    'models.restore': () => null as never,
    'dataSets.restore': () => ({ id: 'd', name: 'small' }) as never,
  });
  const trash = effectScope().run(() => useTrash())!;
  await expect.poll(() => trash.loaded.value).toBe(true);
  return { trash, edited, offsets: () => bridge.calls.flatMap(({ method, input }) => (method === 'runs.list' ? [(input as { offset: number }).offset] : [])), restored: () => bridge.calls.filter(({ method }) => method === 'models.restore' || method === 'dataSets.restore').map(({ method }) => method) };
}

test('models and data sets stand above the runs, of which pages are read as they come into sight', async () => {
  const { trash } = await opened();
  expect([trash.total.value, trash.at(0)?.name, trash.at(1)?.name, trash.at(2)?.name]).toEqual([122, 'gates', 'small', 'run 0']);
  expect(trash.at(121)).toBeUndefined();
  trash.show(110, 121);
  await expect.poll(() => trash.at(121)?.name).toBe('run 119');
});

test('what stands above the runs asks for none before the first', async () => {
  const { trash, offsets } = await opened();
  trash.show(0, 30);
  await trash.read();
  expect(offsets().every((offset) => offset >= 0)).toBe(true);
  expect(trash.error.value).toBeNull();
});

test('all but some are restored without naming the others', async () => {
  const { trash, edited, restored } = await opened();
  trash.chooseAll(true);
  trash.toggle('r5');
  trash.toggle('m');
  expect([trash.count.value, trash.isChosen('r5'), trash.isChosen('r119')]).toEqual([120, false, true]);
  await trash.restore('chosen');
  expect(edited).toEqual([{ trash: true, except: ['r5'] }]);
  expect(restored()).toEqual(['dataSets.restore']);
  expect(trash.count.value).toBe(0);
});

test('one is restored by itself, whatever is chosen', async () => {
  const { trash, edited, restored } = await opened();
  trash.toggle('r1');
  await trash.restore(trash.at(0)!);
  expect(restored()).toEqual(['models.restore']);
  expect(edited).toEqual([]);
  trash.toggle('r1');
  trash.toggle('d');
  await trash.restore('chosen');
  expect(edited).toEqual([['r1']]);
});

test('an answer that was overtaken by a later one changes nothing', async () => {
  const answers: ((size: TrashSize) => void)[] = [];
  freshStores({
    'trash.size': () => new Promise<TrashSize>((resolve) => { answers.push(resolve); }),
    'trash.others': () => ({ models: [], dataSets: [] }),
    'runs.list': () => ({ rows: [], total: 0 }),
  });
  const trash = effectScope().run(() => useTrash())!;
  const again = trash.read();
  await expect.poll(() => answers.length).toBe(2);
  const size = (runs: number): TrashSize => ({ runs, dataSets: 0, models: 0, bytes: 0, training: 0 });
  answers[1]!(size(0));
  await again;
  answers[0]!(size(7));
  await new Promise((resolve) => setTimeout(resolve));
  expect(trash.size.value?.runs).toBe(0);
});
