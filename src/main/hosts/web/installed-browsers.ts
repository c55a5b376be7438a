import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Paths of installed browsers of the Chromium family, the most likely to be wanted first. */
export function installedBrowsers(platform: NodeJS.Platform = process.platform, environment: NodeJS.ProcessEnv = process.env): string[] {
  const candidates = [environment['CHROME_PATH'], ...candidatesOn(platform, environment)];
  return [...new Set(candidates)].filter((path): path is string => path !== undefined && path !== '' && isExecutable(path));
}

function candidatesOn(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  switch (platform) {
    case 'darwin':
      return ['/Applications', join(environment['HOME'] ?? '', 'Applications')].flatMap((folder) =>
        ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map((name) => join(folder, `${name}.app/Contents/MacOS`, name)),
      );
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .flatMap((variable) => environment[variable] ?? [])
        .flatMap((folder) =>
          ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'].map((product) =>
            join(folder, product, 'Application', product.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe'),
          ),
        );
    default:
      return ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser']
        .flatMap((name) => (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)));
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
