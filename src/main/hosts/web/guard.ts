import type { IncomingMessage } from 'node:http';

/**
 * Who may speak to the web host at all. Names that merely resolve to this machine are refused (DNS rebinding), and so
 * is every request that a page of another origin sends. Any port will do: a tunnel may change it.
 * Returns why a request is refused, or null.
 */
export function refusal(request: IncomingMessage, needsOrigin: boolean): string | null {
  const { host, origin } = request.headers;
  if (host === undefined || !/^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host))
    return 'Open this address as localhost, 127.0.0.1 or [::1].';
  if (origin === undefined) return needsOrigin ? 'This request must name its origin.' : null;
  return origin.toLowerCase() === `http://${host.toLowerCase()}` ? null : 'This request comes from another origin.';
}
