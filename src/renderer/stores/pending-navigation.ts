import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue';
import { useRouter, type RouteLocationNormalized } from 'vue-router';

/**
 * Where the window is on its way to, while a view is still being loaded; null when it stands. A view that rewrites its
 * own address meanwhile would call that off, and bounce the person back.
 */
export function usePendingNavigation(): Readonly<Ref<string | null>> {
  const router = useRouter();
  const pending = shallowRef<RouteLocationNormalized | null>(null);
  const name = shallowRef<string | null>(null);

  function show(to: RouteLocationNormalized | null): void {
    pending.value = to;
    name.value = to === null ? null : String(to.name);
  }

  const stops = [
    router.beforeEach((to) => show(to)),
    router.afterEach((to) => {
      if (to.fullPath === pending.value?.fullPath) show(null);
    }),
    router.onError(() => show(null)),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));
  return readonly(name);
}
