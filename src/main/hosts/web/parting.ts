/**
 * When an app window is closed, its web host ends with it, as a desktop app does. The browser's process says so when
 * it exits; but it also exits at once where it has handed the page to a process that was running already, and a reload
 * takes the page away for a moment. So after the exit, the host ends when nobody has been connected for a while.
 */
export interface Parting {
  /** The browser's process has exited. */
  begin(): void;
  /** A client has come or gone. */
  check(): void;
  cancel(): void;
}

export interface PartingOptions {
  patienceMs?: number;
  stays?: () => boolean;
}

/** `stays` says whether there is still something to do without a window; it is asked again until there is not. */
export function createParting(clients: () => number, end: () => void, { patienceMs = 5_000, stays = () => false }: PartingOptions = {}): Parting {
  let begun = false;
  let timer: NodeJS.Timeout | undefined;

  function check(): void {
    clearTimeout(timer);
    if (begun && clients() === 0) timer = setTimeout(() => (stays() ? check() : end()), patienceMs);
  }

  return {
    begin() {
      begun = true;
      check();
    },
    check,
    cancel() {
      begun = false;
      clearTimeout(timer);
    },
  };
}
