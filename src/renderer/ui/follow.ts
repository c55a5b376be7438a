import { onMounted, watch, type Ref } from 'vue';

/**
 * Writes a value that changes with every epoch straight into the page, after Vue has rendered, and only when it is another one.
 * No component renders for it.
 */
export function useFollowed<E, T>(place: Readonly<Ref<E | null>>, value: () => T, write: (element: E, value: T) => void): void {
  const put = (now: T) => { if (place.value !== null) write(place.value, now); };
  watch(value, put, { flush: 'post' });
  onMounted(() => put(value()));
}

/** Text that changes with every epoch. Its node stays and gets other characters: a new one costs style and layout of the element as well. */
export function useFollowedText(place: Readonly<Ref<Element | null>>, text: () => string): void {
  useFollowed(place, text, (element, now) => {
    // An empty text has no node.
    if (element.firstChild) element.firstChild.nodeValue = now;
    else element.textContent = now;
  });
}
