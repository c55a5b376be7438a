import type { StoreContext } from './context.ts';
import type { SettingsTable } from './types/settings.ts';

export function createSettings({ db }: StoreContext): SettingsTable {
  return {
    // Object.fromEntries makes `__proto__` a property like any other.
    get: () => Object.fromEntries(
      db.all<{ name: string; value: string }>('SELECT name, value FROM settings').map(({ name, value }) => [name, JSON.parse(value)]),
    ),

    set: (patch) => db.durably(() => {
      for (const [name, value] of Object.entries(patch)) {
        if (value === undefined) continue;
        db.run('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, JSON.stringify(value));
      }
    }),
  };
}
