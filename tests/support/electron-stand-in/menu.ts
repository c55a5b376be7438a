import type { MenuItemConstructorOptions } from 'electron';
import { answerTo } from './main-link.ts';
import { onlyKnown, strict } from './strict.ts';

const known = ['label', 'role', 'type', 'submenu', 'accelerator', 'registerAccelerator', 'click', 'enabled'];
let applicationMenu: MenuItemConstructorOptions[] = [];

/** Menus are what they were built from. Roles are the system's own business: only entries that say what they do can be chosen. */
export const Menu = strict('Menu', {
  buildFromTemplate(template: MenuItemConstructorOptions[]) {
    for (const item of template) check(item);
    return [...template];
  },
  setApplicationMenu(menu: MenuItemConstructorOptions[]) {
    applicationMenu = menu;
  },
});

function check(item: MenuItemConstructorOptions): void {
  onlyKnown('MenuItem', item, known);
  if (item.type !== 'separator' && item.label === undefined && item.role === undefined) throw new Error('A menu item needs a label or a role');
  for (const inner of Array.isArray(item.submenu) ? item.submenu : []) check(inner);
}

answerTo('clickMenu', ({ labels }) => {
  let items = applicationMenu;
  for (const label of labels.slice(0, -1)) items = (find(items, label).submenu ?? []) as MenuItemConstructorOptions[];
  const { click } = find(items, labels.at(-1)!);
  if (!click) throw new Error(`The menu item ${labels.join(' > ')} does nothing`);
  (click as () => void)();
});

function find(items: MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions {
  const found = items.find((item) => item.label === label);
  if (!found) throw new Error(`There is no menu item ${label}; there are ${items.map((item) => item.label ?? item.role ?? item.type).join(', ')}`);
  return found;
}
