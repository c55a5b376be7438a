import { usePreferredDark } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { useSettings } from '../../stores/settings.ts';

/** Whether the window is on dark ground, for what is painted by numbers. */
export function useDark(): ComputedRef<boolean> {
  const settings = useSettings();
  const prefersDark = usePreferredDark();
  return computed(() => settings.theme === 'dark' || (settings.theme === 'system' && prefersDark.value));
}
