import { answerTo } from './main-link.ts';
import { strict } from './strict.ts';

type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void, details: { requestingUrl: string }) => void;
type CheckHandler = (contents: null, permission: string, origin: string) => boolean;

let onRequest: RequestHandler | null = null;
let onCheck: CheckHandler | null = null;
let onDevice: (() => boolean) | null = null;

/** Without handlers Electron grants everything; so does this. */
export const session = strict('session', {
  defaultSession: strict('session.defaultSession', {
    setPermissionRequestHandler(handler: RequestHandler | null) {
      onRequest = handler;
    },
    setPermissionCheckHandler(handler: CheckHandler | null) {
      onCheck = handler;
    },
    setDevicePermissionHandler(handler: (() => boolean) | null) {
      onDevice = handler;
    },
  }),
});

answerTo('permission', async ({ permission, origin }) => ({
  requested: onRequest ? await new Promise<boolean>((answer) => onRequest?.(null, permission, answer, { requestingUrl: origin })) : true,
  checked: onCheck ? onCheck(null, permission, origin) : true,
  device: onDevice ? onDevice() : true,
}));
