import { expect, test } from 'vitest';
import { vKeptText } from '../../../../src/renderer/features/replay/kept-text.ts';

/** An element as far as the directive sees it: an empty text leaves it without a node. */
function element() {
  return {
    firstChild: null as { nodeValue: string } | null,
    set textContent(text: string) { this.firstChild = text === '' ? null : { nodeValue: text }; },
  };
}

test('a text that was empty at first is shown when it comes, and its node stays from then on', () => {
  const { created, beforeUpdate } = vKeptText as unknown as Record<'created' | 'beforeUpdate', (...args: unknown[]) => void>;
  const shown = element();
  created(shown, { value: '' });
  beforeUpdate(shown, { value: '+0.5', oldValue: '' });
  const node = shown.firstChild;
  expect(node?.nodeValue).toBe('+0.5');
  beforeUpdate(shown, { value: '', oldValue: '+0.5' });
  beforeUpdate(shown, { value: '−1', oldValue: '' });
  expect(shown.firstChild).toBe(node);
  expect(node?.nodeValue).toBe('−1');
});
