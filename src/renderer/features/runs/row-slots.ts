/**
 * Gives each row in sight an element that stays the same for as long as the row is in sight, and that is then used for
 * another one: scrolling fills rows anew instead of making and throwing away hundreds of elements a frame. With `hold`
 * elements that no row asks for keep the row that they have.
 */
export function rowSlots(): (rows: readonly number[], hold?: boolean) => { row: number; slot: number }[] {
  let slots = new Map<number, number>();
  let made = 0;
  return (rows, hold = false) => {
    const before = slots;
    const kept = new Map(rows.flatMap((row) => (slots.has(row) ? [[row, slots.get(row)!] as const] : [])));
    const taken = new Set(kept.values());
    const free = Array.from({ length: made }, (_, slot) => slot).filter((slot) => !taken.has(slot));
    slots = new Map(rows.map((row) => [row, kept.get(row) ?? free.pop() ?? made++]));
    const used = new Set(slots.values());
    if (hold) for (const [row, slot] of before) if (!used.has(slot)) slots.set(row, slot);
    return [...slots].map(([row, slot]) => ({ row, slot }));
  };
}
