import { effectScope, nextTick, ref } from 'vue';
import { expect, test } from 'vitest';
import type { EpochValues } from '../../../src/contract/curves.ts';
import { useEpochValues } from '../../../src/renderer/stores/epoch-values.ts';
import { freshStores } from '../../support/renderer.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('however often the epoch changes, one question is under way and the last one wanted is asked next', async () => {
  const answers: ((values: EpochValues[]) => void)[] = [];
  const bridge = freshStores({ 'runs.epochValues': () => new Promise((resolve) => { answers.push(resolve); }) });
  const wanted = ref([{ id: 'a', epoch: 1, more: 'than is asked' }]);
  const scope = effectScope();
  const { found } = scope.run(() => useEpochValues(wanted))!;
  for (const epoch of [2, 3, 4]) {
    wanted.value = [{ id: 'a', epoch, more: '' }];
    await nextTick();
  }
  expect(bridge.calls).toHaveLength(1);
  answers[0]!([{ id: 'a', epoch: 1, values: { val_loss: 0.5 } }]);
  await settle();
  expect(found.get('a')).toMatchObject({ epoch: 1 });
  expect(bridge.calls.map(({ input }) => input)).toEqual([1, 4].map((epoch) => ({ at: [{ id: 'a', epoch }] })));
  answers[1]!([{ id: 'a', epoch: 4, values: { val_loss: 0.2 } }]);
  await settle();
  expect(found.get('a')).toMatchObject({ epoch: 4, values: { val_loss: 0.2 } });
  expect(bridge.calls).toHaveLength(2);
  scope.stop();
});
