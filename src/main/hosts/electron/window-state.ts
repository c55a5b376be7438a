import { readFileSync, writeFileSync } from 'node:fs';
import { screen, type Rectangle } from 'electron';
import { z } from 'zod';

export interface WindowState {
  /** x and y are left out where the system is to choose */
  bounds: Pick<Rectangle, 'width' | 'height'> & Partial<Rectangle>;
  maximized: boolean;
}

const schema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(200).max(20_000), height: z.int().min(200).max(20_000) }),
  maximized: z.boolean(),
});

const firstState: WindowState = { bounds: { width: 1440, height: 900 }, maximized: false };

/** The state that was stored, as long as its place is still on a screen: monitors come and go. */
export function readWindowState(file: string): WindowState {
  const stored = schema.safeParse(readJson(file));
  if (!stored.success) return firstState;
  return overlaps(stored.data.bounds, screen.getDisplayMatching(stored.data.bounds).workArea) ? stored.data : firstState;
}

/** Where a window was is a comfort: a disk that is full must not keep it from closing. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    return;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** At least a grip of 100 × 100 pixels is visible. */
function overlaps(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= 100 && height >= 100;
}
