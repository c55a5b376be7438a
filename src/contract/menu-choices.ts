/** What the native menu of the Electron host offers beyond what the system does by itself; the window carries it out. */
export type MenuChoice = 'launch' | 'runs' | 'data' | 'trash' | 'palette' | 'shortcuts' | 'undo' | 'redo';
