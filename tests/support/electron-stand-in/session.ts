import { strict } from './strict.ts';

/** No page of these tests asks for a permission or a device: what the handlers decide is tested on its own. */
export const session = strict('session', {
  defaultSession: strict('session.defaultSession', {
    setPermissionRequestHandler(_handler: unknown) {},
    setPermissionCheckHandler(_handler: unknown) {},
    setDevicePermissionHandler(_handler: unknown) {},
  }),
});
