/** by ground and token: nothing but the theme changes what a token stands for */
const known = new Map<string, string>();
let preferred: MediaQueryList | null = null;

/** Whether the window is on dark ground: by its theme, or as the system says. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  preferred ??= matchMedia('(prefers-color-scheme: dark)');
  return theme === 'dark' || (theme !== 'light' && preferred.matches);
}

/** The colour that a token stands for, in a form that a canvas understands. Asked of the page once: its styles are worked out anew for that. */
export function resolveColour(token: string): string {
  const key = `${isDark() ? 'dark' : 'light'} ${token}`;
  const found = known.get(key) ?? askedOfPage(token);
  known.set(key, found);
  return found;
}

function askedOfPage(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
