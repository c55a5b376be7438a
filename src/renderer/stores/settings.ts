import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { AppInfo, InputOf, Settings } from '../../contract/api.ts';
import { call } from './bridge.ts';
import { useToasts } from './toasts.ts';

export type Theme = Settings['theme'];

/** How large all text is, and what holds it: rows, fields, columns. */
export const textSizes = [
  { value: 'small', label: 'Small', scale: 0.9 },
  { value: 'normal', label: 'Normal', scale: 1 },
  { value: 'large', label: 'Large', scale: 1.15 },
  { value: 'larger', label: 'Larger', scale: 1.3 },
] as const;
export type TextSize = (typeof textSizes)[number]['value'];

const textSizeKey = 'window.textSize';
type SettingsChange = InputOf<'settings.set'>;

/** What the person has set up once: theme, workers, sizes of panes. Kept by main, so that every window finds it. */
export const useSettings = defineStore('settings', () => {
  const info = shallowRef<AppInfo | null>(null);
  const theme = ref<Theme>('system');
  const workers = ref(1);
  const notifications = ref(true);
  const whenClosing = ref<Settings['whenClosing']>('ask');
  const layout = shallowRef<Record<string, unknown>>({});

  async function load(): Promise<void> {
    const [appInfo, settings] = await Promise.all([call('app.info', null), call('settings.get', null)]);
    info.value = appInfo;
    adopt(settings);
  }

  async function setTheme(next: Theme): Promise<void> {
    theme.value = next;
    await save({ theme: next });
  }

  async function setWorkers(count: number): Promise<void> {
    workers.value = count;
    await save({ workers: count });
  }

  async function setNotifications(on: boolean): Promise<void> {
    notifications.value = on;
    await save({ notifications: on });
  }

  async function setWhenClosing(choice: Settings['whenClosing']): Promise<void> {
    whenClosing.value = choice;
    await save({ whenClosing: choice });
  }

  async function setLayout(key: string, value: unknown): Promise<void> {
    layout.value = { ...layout.value, [key]: value };
    await save({ layout: JSON.parse(JSON.stringify(layout.value)) as SettingsChange['layout'] });
  }

  const text = computed(() => textSizes.find(({ value }) => value === layout.value[textSizeKey]) ?? textSizes[1]);
  const textSize = computed(() => text.value.value);
  const textScale = computed(() => text.value.scale);
  const setTextSize = (size: TextSize) => setLayout(textSizeKey, size);

  function layoutNumber(key: string, otherwise: number): number {
    const value = layout.value[key];
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  }

  async function save(change: SettingsChange): Promise<void> {
    try {
      await call('settings.set', change);
    } catch (error) {
      useToasts().showError(error);
    }
  }

  function adopt(settings: Settings): void {
    theme.value = settings.theme;
    workers.value = settings.workers;
    notifications.value = settings.notifications;
    whenClosing.value = settings.whenClosing;
    layout.value = settings.layout;
  }

  return { info, theme, workers, notifications, whenClosing, layout, textSize, textScale, setTextSize, load, setTheme, setWorkers, setNotifications, setWhenClosing, setLayout, layoutNumber };
});
