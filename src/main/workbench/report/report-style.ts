import { runColours, type RunColour } from '../../../contract/run-colours.ts';

/** The name under which the report's style has a run's colour. */
export const runInk = (colour: RunColour): string => `var(--run-${colour})`;

/** In how many steps the cells of a confusion matrix darken. */
export const shades = 8;

const inks = (ground: 'light' | 'dark') => Object.entries(runColours).map(([name, colour]) => `--run-${name}:${colour[ground]}`).join(';');
const light = `color-scheme:light;--back:#fff;--sunken:#f6f6f7;--text:#1a1b1e;--secondary:#4f525a;--muted:#60636d;--grid:#e6e6e9;--line:#d2d2d8;--link:#2457d0;--right:#0072b2;--wrong:#d55e00;${inks('light')}`;
const dark = `color-scheme:dark;--back:#141517;--sunken:#1d1e21;--text:#e8e9ec;--secondary:#aeb1b9;--muted:#9295a0;--grid:#25262a;--line:#393b41;--link:#7aa7ff;--right:#56b4e9;--wrong:#e69f00;${inks('dark')}`;
const shading = (['right', 'wrong'] as const).map((kind) => Array.from({ length: shades + 1 }, (_, step) => `.${kind}${step}{background:color-mix(in srgb,var(--${kind}) ${Math.round((step / shades) * 42)}%,var(--sunken))}`).join('')).join('');

/** The style of a report, the same for every one: its hash stands in the page's policy. On paper it is light. */
export const reportStyle = `
:root{${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1100px;padding:28px 24px 48px;background:var(--back);color:var(--text);font:13px/20px "Inter Variable",Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:22px;line-height:28px;margin:0 0 12px;overflow-wrap:anywhere}h2{font-size:16px;line-height:22px;margin:36px 0 8px;padding-top:12px;border-top:1px solid var(--line)}h3{font-size:13px;margin:20px 0 6px;overflow-wrap:anywhere}
p{margin:0 0 8px;max-width:900px;overflow-wrap:anywhere}.muted{color:var(--muted)}em{font-style:normal;color:var(--muted)}a{color:var(--link)}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:0 0 16px}dl.facts dt{color:var(--muted)}dl.facts dd{margin:0;overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 8px}
.scroll{overflow-x:auto;margin-bottom:8px}table{border-collapse:collapse;font-size:12px;line-height:17px}
th,td{padding:5px 18px 5px 0;text-align:left;font-weight:400;border-bottom:1px solid var(--grid);max-width:320px;overflow-wrap:break-word;vertical-align:top}
thead th{font-weight:500;color:var(--muted);border-bottom-color:var(--line);vertical-align:bottom}.number{text-align:right;font-family:"JetBrains Mono Variable","JetBrains Mono",ui-monospace,monospace;white-space:nowrap}
thead .number{font-family:inherit;white-space:normal}td small{display:block;color:var(--muted);font-size:11px}.best{font-weight:650}.same{color:var(--muted)}.differs{font-weight:600}
.named>span{min-width:0;overflow-wrap:anywhere}th .named{min-width:150px}.short{white-space:nowrap}.named{display:inline-flex;gap:8px;align-items:baseline}.key{flex:none;position:relative;top:1px}.legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 12px;padding:0;list-style:none;font-size:12px}
.sentences{margin:0 0 12px;padding:0;list-style:none}.sentences li{padding:3px 0;overflow-wrap:anywhere}
.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,512px),1fr));gap:16px 24px}.thirds{grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr))}.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,245px),1fr))}
.matrices{display:flex;flex-wrap:wrap;gap:16px 28px}figure{margin:0;min-width:0}figure svg{max-width:100%;height:auto}figcaption{margin-bottom:4px;font-weight:550;font-size:12px;overflow-wrap:anywhere}
.matrix table{border-collapse:separate;border-spacing:2px}.matrix th,.matrix td{border:0;padding:4px 8px;text-align:center;max-width:110px}.matrix tbody th{text-align:right;color:var(--secondary)}.matrix td{min-width:44px;border-radius:4px;font-family:"JetBrains Mono Variable","JetBrains Mono",ui-monospace,monospace}
${shading}
@page{margin:14mm}
@media print{body{max-width:none;padding:0;font-size:11px;print-color-adjust:exact;-webkit-print-color-adjust:exact}nav{display:none}.scroll{overflow:visible}th,td{padding-right:10px}figure,tr,.sentences li{break-inside:avoid}h2,h3{break-after:avoid}.plots{grid-template-columns:1fr 1fr}.thirds{grid-template-columns:1fr 1fr 1fr}.small{grid-template-columns:1fr 1fr 1fr 1fr}}
`;
