import { formatFull } from '../../format/numbers.ts';

/** Gives a number under the pointer all of its digits as a tooltip: made when the pointer comes, as it changes with every epoch. */
export function tellExactly({ currentTarget }: PointerEvent, value: number | null): void {
  (currentTarget as HTMLElement).title = formatFull(value);
}
