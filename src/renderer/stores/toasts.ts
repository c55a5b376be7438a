import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { listen, messageOf } from './bridge.ts';

export interface Toast {
  id: number;
  level: 'info' | 'warning' | 'error';
  message: string;
  /** what the person can do about it, for example undo */
  action?: { label: string; run: () => void };
}

const atMost = 4;

/** Short notices at the edge of the window, the newest last. */
export const useToasts = defineStore('toasts', () => {
  const shown = shallowRef<Toast[]>([]);
  let lastId = 0;

  function show(toast: Omit<Toast, 'id'>): number {
    const id = ++lastId;
    shown.value = [...shown.value, { ...toast, id }].slice(-atMost);
    return id;
  }

  function showError(error: unknown): void {
    show({ level: 'error', message: messageOf(error) });
  }

  function dismiss(id: number): void {
    shown.value = shown.value.filter((toast) => toast.id !== id);
  }

  function start(): () => void {
    return listen('notice', ({ level, message }) => show({ level, message }));
  }

  return { shown, show, showError, dismiss, start };
});
