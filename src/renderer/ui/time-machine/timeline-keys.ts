import { useEventListener } from '@vueuse/core';
import { typesText } from '../typing.ts';

/** What takes arrows, Home and End for itself. */
const takesArrows = 'input, select, [role=radiogroup], [role=listbox], [role=menu], [role=slider], [role=grid], [role=table], [role=tree], [role=dialog], [role=tablist], .chart';
/** What Space presses. */
const takesSpace = 'button, a, summary, input:not([type=range]), [role=radio], [role=switch], [role=option], [role=dialog]';

const moves: Record<string, (epoch: number, last: number, by: number) => number> = {
  ArrowLeft: (epoch, _, by) => epoch - by,
  ArrowRight: (epoch, _, by) => epoch + by,
  Home: () => 0,
  End: (_, last) => last,
};

/** The keys of a timeline, wherever nothing else takes them: arrows (by ten with Shift), Home, End, and Space to play. */
export function useTimelineKeys({ at, last, go, toggle }: { at: () => number; last: () => number; go(epoch: number): void; toggle(): void }): void {
  useEventListener(window, 'keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' ? (typesText(event) && !target.matches('[type=range]')) || target.closest(takesSpace) : !(event.key in moves) || typesText(event) || target.closest(takesArrows)) return;
    event.preventDefault();
    if (event.key === ' ') toggle();
    else go(moves[event.key]!(at(), last(), event.shiftKey ? 10 : 1));
  });
}
