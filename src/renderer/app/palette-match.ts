import type { PaletteAction } from '../stores/palette.ts';

/** Actions whose words begin with the words that were typed, in any order; those whose label begins with the text first. */
export function matching(actions: readonly PaletteAction[], text: string): PaletteAction[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return [...actions];
  const start = text.trim().toLowerCase();
  return actions
    .filter((action) => {
      const words = wordsOf(`${action.group} ${action.label}`);
      return typed.every((part) => words.some((word) => word.startsWith(part)));
    })
    .sort((a, b) => Number(b.label.toLowerCase().startsWith(start)) - Number(a.label.toLowerCase().startsWith(start)));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
