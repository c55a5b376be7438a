import { expect, test } from 'vitest';
import { createRenderer, defineComponent, h, nextTick, shallowRef, useTemplateRef } from 'vue';
import { useFollowedText } from '../../../src/renderer/ui/follow.ts';

/** An element as far as it is written to: an empty text leaves it without a node. */
class Place {
  // Vue leaves what says that it is an element as it is.
  readonly [Symbol.toStringTag] = 'HTMLElement';
  firstChild: { nodeValue: string } | null = null;
  set textContent(text: string) { this.firstChild = text === '' ? null : { nodeValue: text }; }
}

test('a text that was empty at first is shown when it comes, its node stays from then on, and nothing renders for it', async () => {
  const places: Place[] = [];
  const { createApp } = createRenderer<object, object>({
    createElement() { const place = new Place(); places.push(place); return place; },
    createText: () => ({}), createComment: () => ({}), insert() {}, remove() {}, setText() {}, setElementText() {}, patchProp() {}, parentNode: () => null, nextSibling: () => null,
  });
  const text = shallowRef('');
  let rendered = 0;
  createApp(defineComponent(() => {
    useFollowedText(useTemplateRef<Element>('place'), () => text.value);
    return () => { rendered++; return h('b', { ref: 'place' }); };
  })).mount({});
  const [place] = places;
  expect(place!.firstChild).toBeNull();
  text.value = '+0.5';
  await nextTick();
  const node = place!.firstChild;
  expect(node?.nodeValue).toBe('+0.5');
  text.value = '';
  await nextTick();
  text.value = '−1';
  await nextTick();
  expect(place!.firstChild).toBe(node);
  expect(node?.nodeValue).toBe('−1');
  expect(rendered).toBe(1);
});
