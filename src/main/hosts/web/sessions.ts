import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * A launch token lets one browser in, once; it is exchanged for a session that the browser keeps as a cookie.
 * After it has been used there is a new one, for the next browser.
 */
export interface Sessions {
  /** the token that works now */
  readonly launchToken: string;
  /** The `Set-Cookie` header of a new session, or null where the token is wrong or used up. */
  redeem(token: string, request: IncomingMessage): string | null;
  isOpen(request: IncomingMessage): boolean;
}

export function createSessions(onRedeemed: () => void): Sessions {
  let launchToken = secret();
  const open = new Set<string>();
  return {
    get launchToken() {
      return launchToken;
    },
    redeem(token, request) {
      if (!equal(token, launchToken)) return null;
      launchToken = secret();
      const session = secret();
      open.add(session);
      onRedeemed();
      return `${cookieName(request)}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    isOpen(request) {
      const session = cookies(request).get(cookieName(request));
      return session !== undefined && open.has(session);
    },
  };
}

const secret = () => randomBytes(32).toString('base64url');

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Browsers keep cookies by host alone; the port in the name keeps two web hosts, or two tunnels, apart. */
function cookieName(request: IncomingMessage): string {
  return `trainyard-${/:(\d+)$/.exec(request.headers.host ?? '')?.[1] ?? '80'}`;
}

function cookies(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  });
  return new Map(pairs);
}
