export interface SettingsTable {
  get(): Record<string, unknown>;
  set(patch: Record<string, unknown>): void;
}
