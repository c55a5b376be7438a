import { createApp, effectScope, nextTick, ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { expect, test } from 'vitest';
import { useAfterRemoval } from '../../../src/renderer/features/runs/use-after-removal.ts';

/** The list in a window whose next view is still to be loaded. */
async function list() {
  const late = Promise.withResolvers<typeof view>();
  const view = { render: () => null };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: 'runs', component: view }, { path: '/late', name: 'late', component: () => late.promise }],
  });
  const total = ref<number | null>(3);
  const led: (string | null)[] = [];
  const scope = effectScope();
  const app = createApp(view).use(router);
  const removed = app.runWithContext(() => scope.run(() => useAfterRemoval({ total: () => total.value, selectInPlaceOf: () => () => 'next', then: (next) => led.push(next) })))!;
  await router.push('/');
  const settled = async () => { for (let turns = 0; turns < 5; turns++) await nextTick(); };
  return { router, total, led, removed, scope, settled, arrive: () => late.resolve(view) };
}

test('what comes in the place of deleted runs is selected once they have left the list', async () => {
  const { total, led, removed, settled } = await list();
  removed(new Set(['a']));
  await settled();
  expect(led).toEqual([]);
  total.value = 2;
  await settled();
  total.value = 1;
  await settled();
  expect(led).toEqual(['next']);
});

test('a person on the way to another view is not called back', async () => {
  const { router, total, led, removed, settled, arrive } = await list();
  removed(new Set(['a']));
  const way = router.push('/late');
  await settled();
  total.value = 2;
  await settled();
  arrive();
  await way;
  expect([led, router.currentRoute.value.name]).toEqual([[], 'late']);
});

test('runs that stay, and a list that is gone, lead nowhere', async () => {
  const { total, led, removed, scope, settled } = await list();
  removed(new Set(['a']))();
  total.value = 4;
  await settled();
  removed(new Set(['a']));
  scope.stop();
  total.value = 3;
  await settled();
  expect(led).toEqual([]);
});
