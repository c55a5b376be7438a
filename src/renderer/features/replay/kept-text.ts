import type { Directive } from 'vue';

/**
 * `v-kept-text="text"`: for text that changes with every epoch. Its node stays and gets other characters, where Vue's
 * own way would put a new node in its place, which costs style and layout of the element as well.
 */
export const vKeptText: Directive<HTMLElement, string> = {
  created(element, { value }) {
    element.textContent = value;
  },
  beforeUpdate(element, { value, oldValue }) {
    if (value === oldValue) return;
    // An empty text has no node.
    if (element.firstChild) element.firstChild.nodeValue = value;
    else element.textContent = value;
  },
};
