import type { WebHost } from '../web.ts';

/**
 * What `serve` says once it listens, line by line. The link lets in whoever has it, once, so it is shown to a person
 * at a terminal and never written to where logs go; there the launch file is named, which only its owner can read.
 */
export function announcement(host: WebHost, terminal: boolean): string[] {
  return [opening(host), ...waysIn(host, terminal), ending(host)];
}

function opening({ opened, url }: WebHost): string {
  switch (opened) {
    case 'window':
      return 'Trainyard is open in a window of its own.';
    case 'tab':
      return 'Trainyard is open in your browser.';
    case 'none':
      return `Trainyard is at ${url}`;
  }
}

function waysIn({ opened, launchFile, launchLink }: WebHost, terminal: boolean): string[] {
  const file = `any browser of yours on this machine can open ${launchFile}`;
  if (!terminal) return [`To enter, ${file}`];
  if (opened !== 'none') return [`To open it again, ${file}`];
  return [`Open this link, which works once: ${launchLink()}`, `Later, ${file}`];
}

function ending({ opened }: WebHost): string {
  return opened === 'window'
    ? 'Closing the window or pressing Ctrl-C here ends it; the window asks first while runs train.'
    : 'Runs go on when the page is closed. Ctrl-C here stops them after their last whole epoch and ends it.';
}
