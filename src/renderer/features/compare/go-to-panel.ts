import { nextTick } from 'vue';
import type { useSettings } from '../../stores/settings.ts';

/** Brings a panel into sight, and with it into being, unfolded. */
export async function goToPanel(id: string, settings: ReturnType<typeof useSettings>, block: ScrollLogicalPosition): Promise<void> {
  const folded = `compare.folded.${id}`;
  if (settings.layout[folded] === true) void settings.setLayout(folded, false);
  await nextTick();
  document.getElementById(`compare-${id}-title`)?.scrollIntoView({ block });
}
