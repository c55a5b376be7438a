import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listStateOf, sameState } from '../../../contract/list-state.ts';
import { queryOf, stateInQuery } from '../../stores/list-address.ts';
import { usePendingNavigation } from '../../stores/pending-navigation.ts';
import { useRunList } from '../../stores/run-list.ts';
import { useToasts } from '../../stores/toasts.ts';
import { useViews } from '../../stores/views.ts';

/** Keeps the list, its saved view and the address in step: a link opens what it names, and what is shown has a link. */
export function useListView() {
  const list = useRunList();
  const views = useViews();
  const toasts = useToasts();
  const [route, router] = [useRoute(), useRouter()];
  const pending = usePendingNavigation();

  /** The saved view that the list was opened by, as long as it is there. */
  const view = computed(() => (list.viewId === null ? null : views.find(list.viewId)));
  const changed = computed(() => view.value !== null && !sameState(list.state, listStateOf(view.value.content)));
  const query = computed(() => queryOf(list.state, view.value && { id: view.value.id, changed: changed.value }));

  function follow(asked: Readonly<Record<string, unknown>>): void {
    const wanted = asked['view'];
    const named = typeof wanted === 'string' ? views.find(wanted) : null;
    if (typeof wanted === 'string' && !named) {
      toasts.show({ level: 'warning', message: 'This view is gone: it was removed, or its link belongs to another database.' });
      list.leaveView();
    }
    const base = named ? listStateOf(named.content) : list.state;
    const state = stateInQuery(asked, base);
    if (named) void list.openView(named.id, { ...(state ?? base) });
    else if (state) void list.change(state);
  }

  const written = (asked: object) => JSON.stringify(Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)));

  watch(() => (route.name === 'runs' ? route.query : null), (asked) => {
    if (asked && written(asked) !== written(query.value)) follow(asked);
  }, { immediate: true });
  watch([query, pending, () => route.name, () => route.query], () => {
    if (pending.value === null && route.name === 'runs' && written(route.query) !== written(query.value)) void router.replace({ name: 'runs', params: route.params, query: query.value });
  }, { immediate: true, flush: 'post' });

  return { view, changed, query };
}
