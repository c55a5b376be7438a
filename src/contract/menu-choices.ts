/** What the native menu of the Electron host offers beyond what the system does by itself; the window carries it out. */
export const menuChoices = ['launch', 'runs', 'data', 'trash', 'palette', 'shortcuts', 'undo', 'redo'] as const;
export type MenuChoice = (typeof menuChoices)[number];
