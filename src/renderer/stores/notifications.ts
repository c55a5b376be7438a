import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { createEndings, type EndingNotice } from '../../contract/endings.ts';
import { listen, useBridge } from './bridge.ts';
import { useRuns } from './runs.ts';
import { useSettings } from './settings.ts';
import { useToasts } from './toasts.ts';

type Opener = (runId: string | null) => void;

/**
 * Tells the desktop that runs have ended, unless the window has the person's eyes. Electron's main process does it
 * itself, also while the window is hidden; elsewhere the browser does, once it is allowed to.
 */
export const useNotifications = defineStore('notifications', () => {
  const settings = useSettings();
  const byBrowser = useBridge().host === 'web';
  const permission = ref<NotificationPermission>(byBrowser && 'Notification' in window ? Notification.permission : 'granted');
  const openers = new Set<Opener>();

  const on = computed(() => settings.notifications && permission.value === 'granted');

  /** Called within a person's gesture: browsers ask then alone. */
  async function turn(next: boolean): Promise<void> {
    if (next && permission.value !== 'granted') permission.value = await Notification.requestPermission();
    if (next && permission.value !== 'granted')
      useToasts().show({ level: 'warning', message: 'This browser does not let Trainyard show notifications. Allow them for this page in its settings.' });
    await settings.setNotifications(next);
  }

  /** Called with what a notification that was clicked is about. Returns how to stop. */
  function onOpen(opener: Opener): () => void {
    openers.add(opener);
    return () => openers.delete(opener);
  }

  function show({ title, body, runId }: EndingNotice): void {
    if (!on.value || document.hasFocus()) return;
    const notification = new Notification(title, { body, tag: 'trainyard-endings' });
    notification.addEventListener('click', () => {
      window.focus();
      for (const opener of openers) opener(runId);
      notification.close();
    });
  }

  function start(): () => void {
    const stops = [listen('openRun', ({ id }) => { for (const opener of openers) opener(id); })];
    if (byBrowser) {
      const endings = createEndings(show);
      endings.hear(useRuns().active);
      stops.push(listen('runs.changed', ({ rows }) => endings.hear(rows)), () => endings.stop());
    }
    return () => stops.forEach((stop) => stop());
  }

  return { on, turn, onOpen, start };
});
