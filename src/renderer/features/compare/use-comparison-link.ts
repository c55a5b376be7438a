import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { linkOf, stateOf } from '../../stores/comparison-link.ts';
import { useComparison } from '../../stores/comparison.ts';
import { usePendingNavigation } from '../../stores/pending-navigation.ts';
import { useSettings } from '../../stores/settings.ts';

const remembered = 'compare.last';

/** Keeps address and comparison the same, whichever of them changes; without a link, the last comparison comes back. */
export function useComparisonLink(): void {
  const route = useRoute();
  const router = useRouter();
  const comparison = useComparison();
  const settings = useSettings();
  const pending = usePendingNavigation();

  watch(() => route.fullPath, () => {
    if (route.name !== 'compare') return;
    const wanted = stateOf(route.query);
    if (wanted !== null && !sameLink(wanted, comparison.state)) void comparison.open(wanted);
    else if (wanted === null) restore();
  }, { immediate: true });

  watch([() => comparison.state, pending], ([state]) => {
    if (route.name !== 'compare' || sameLink(state, stateOf(route.query))) return;
    const link = linkOf(state);
    void settings.setLayout(remembered, link);
    if (pending.value === null) void router.replace({ name: 'compare', query: link });
  });

  function restore(): void {
    if (comparison.source.kind === 'filter' || comparison.source.ids.length > 0) {
      void router.replace({ name: 'compare', query: linkOf(comparison.state) });
      return;
    }
    const last = settings.layout[remembered];
    const state = last !== null && typeof last === 'object' ? stateOf(last as Record<string, unknown>) : null;
    if (state) void comparison.open(state);
  }
}

type State = Parameters<typeof linkOf>[0];

const sameLink = (a: State, b: State | null): boolean => b !== null && JSON.stringify(linkOf(a)) === JSON.stringify(linkOf(b));
