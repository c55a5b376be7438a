import { createApp, effectScope } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { expect, test } from 'vitest';
import { usePendingNavigation } from '../../../src/renderer/stores/pending-navigation.ts';

/** A router on its first view, beside one whose code is still to come. */
async function standing() {
  const late = Promise.withResolvers<object>();
  const view = { render: () => null };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: 'first', component: view }, { path: '/late', name: 'late', component: () => late.promise as Promise<typeof view> }],
  });
  const scope = effectScope();
  const pending = createApp(view).use(router).runWithContext(() => scope.run(usePendingNavigation)!);
  await router.push('/');
  return { router, pending, scope, arrive: () => late.resolve(view), fail: () => late.reject(new Error('gone')) };
}

test('names the view that is being loaded, until it is there', async () => {
  const { router, pending, arrive } = await standing();
  expect(pending.value).toBeNull();
  const way = router.push('/late');
  await expect.poll(() => pending.value).toBe('late');
  arrive();
  await way;
  expect(pending.value).toBeNull();
});

test('forgets a view that cannot be loaded', async () => {
  const { router, pending, fail } = await standing();
  router.onError(() => undefined);
  const way = router.push('/late');
  await expect.poll(() => pending.value).toBe('late');
  fail();
  await expect(way).rejects.toThrow('gone');
  expect(pending.value).toBeNull();
});

test('keeps to the last of two navigations', async () => {
  const { router, pending, arrive } = await standing();
  const first = router.push('/late');
  await expect.poll(() => pending.value).toBe('late');
  const second = router.push('/?back=1');
  await second;
  arrive();
  await first;
  expect(pending.value).toBeNull();
  expect(router.currentRoute.value.fullPath).toBe('/?back=1');
});
