import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { builtInPresets, presetFields, presetName, type Preset, type PresetConfig } from '../../contract/presets.ts';
import type { Store } from '../store/types/store.ts';

/** A person's own presets, kept in the settings of the database beside those that come with the application. */
export interface Presets {
  list(): Preset[];
  /** Under a name that is taken, the preset of that name is replaced. `conflict` for a built-in one's, and when there are too many. */
  save(name: string, config: PresetConfig): Preset;
  rename(id: string, name: string): Preset;
  remove(id: string): void;
}

const stored = z.array(z.object({ id: z.string(), name: presetName, config: presetFields }));
type Stored = z.output<typeof stored>;

const atMost = 200;
const settingName = 'presets';

export function createPresets(store: Store): Presets {
  const own = (): Stored => {
    // What another version has stored is left out where it cannot be understood.
    const values = store.settings.get()[settingName];
    return Array.isArray(values) ? values.flatMap((value) => stored.element.safeParse(value).data ?? []) : [];
  };
  const write = (presets: Stored) => store.settings.set({ [settingName]: presets });

  function change(id: string): { all: Stored; preset: Stored[number] } {
    const all = own();
    const preset = all.find((one) => one.id === id);
    if (preset) return { all, preset };
    if (builtInPresets.some((one) => one.id === id)) throw new AppError('conflict', 'A preset that comes with Trainyard cannot be changed. Save your own under another name.');
    throw new AppError('notFound', 'There is no such preset any more.', 'id');
  }

  return {
    list: () => [...builtInPresets, ...own().map(toPreset)],

    save: (name, config) => store.transaction(() => {
      refuseBuiltInName(name);
      const others = own().filter((one) => one.name !== name);
      if (others.length >= atMost) throw new AppError('conflict', `There are ${atMost} presets of your own already. Remove one first.`);
      const preset = { id: own().find((one) => one.name === name)?.id ?? uuidv7(), name, config };
      write([...others, preset].sort((a, b) => (a.name < b.name ? -1 : 1)));
      return toPreset(preset);
    }),

    rename: (id, name) => store.transaction(() => {
      const { all, preset } = change(id);
      refuseBuiltInName(name);
      if (all.some((one) => one.id !== id && one.name === name)) throw new AppError('conflict', `There is a preset ${JSON.stringify(name)} already. Choose another name.`, 'name');
      preset.name = name;
      write(all);
      return toPreset(preset);
    }),

    remove: (id) => store.transaction(() => {
      const { all, preset } = change(id);
      write(all.filter((one) => one !== preset));
    }),
  };
}

function refuseBuiltInName(name: string): void {
  if (builtInPresets.some((one) => one.name === name)) throw new AppError('conflict', `The preset ${JSON.stringify(name)} comes with Trainyard. Choose another name.`, 'name');
}

function toPreset({ id, name, config }: Stored[number]): Preset {
  return { id, name, says: 'saved here', task: config.loss === 'meanSquaredError' ? 'regression' : 'classification', builtIn: false, config };
}
