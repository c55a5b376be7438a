import { describe, expect, it } from 'vitest';
import { destinations } from '../../../src/renderer/app/destinations.ts';
import { fits, keysShown, shortcuts, type Shortcut } from '../../../src/renderer/stores/shortcuts.ts';

const press = (key: string, ...held: ('ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey')[]) =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...Object.fromEntries(held.map((name) => [name, true])) });

describe('a shortcut', () => {
  it('fits its key with exactly what is held', () => {
    expect(fits('mod+z', press('z', 'ctrlKey'))).toBe(true);
    expect(fits('mod+z', press('z', 'metaKey'))).toBe(true);
    expect(fits('mod+z', press('Z', 'ctrlKey', 'shiftKey'))).toBe(false);
    expect(fits('mod+shift+z mod+y', press('Z', 'ctrlKey', 'shiftKey'))).toBe(true);
    expect(fits('mod+shift+z mod+y', press('y', 'ctrlKey'))).toBe(true);
    expect(fits('s', press('s', 'ctrlKey'))).toBe(false);
    expect(fits('s', press('s', 'altKey'))).toBe(false);
    expect(fits('Space', press(' '))).toBe(true);
  });

  it('that is a sign does not ask how the keyboard reaches it', () => {
    expect(fits('?', press('?', 'shiftKey'))).toBe(true);
    expect(fits('/', press('/'))).toBe(true);
    expect(fits('+ -', press('+', 'shiftKey'))).toBe(true);
    expect(fits('+ -', press('-'))).toBe(true);
  });

  it('is shown as a person reads it', () => {
    expect(keysShown('mod+shift+z mod+y')).toBe('Ctrl+Shift+Z');
    expect(keysShown('Escape')).toBe('Esc');
    expect(keysShown('+ -', true)).toBe('+  -');
  });
});

it('no two shortcuts of one place, or of one place and everywhere, share a key', () => {
  const views: Shortcut[] = destinations.map(({ key, label }) => ({ keys: `mod+${key}`, label, place: 'Everywhere' }));
  const all: Shortcut[] = [...Object.values(shortcuts), ...views];
  const clashes = all.flatMap((one, at) => all.slice(at + 1).filter((other) =>
    (one.place === other.place || one.place === 'Everywhere' || other.place === 'Everywhere') && one.keys.split(' ').some((chord) => other.keys.split(' ').includes(chord)))
    .map((other) => `${one.label} / ${other.label}`));
  expect(clashes).toEqual([]);
});
