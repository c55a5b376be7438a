import { runColours, type RunColour } from '../../../contract/run-colours.ts';

/** The name under which the report's style has a run's colour. */
export const runInk = (colour: RunColour): string => `var(--run-${colour})`;

const inks = (ground: 'light' | 'dark') => Object.entries(runColours).map(([name, colour]) => `--run-${name}:${colour[ground]}`).join(';');

/** The style of a report, the same for every one: its hash stands in the page's policy. */
export const reportStyle = `
:root{color-scheme:light dark;--back:#fff;--text:#1a1b1e;--muted:#60636d;--grid:#e6e6e9;--line:#d2d2d8;${inks('light')}}
@media (prefers-color-scheme:dark){:root{--back:#141517;--text:#e8e9ec;--muted:#9295a0;--grid:#25262a;--line:#393b41;${inks('dark')}}}
body{margin:0 auto;max-width:1100px;padding:24px;background:var(--back);color:var(--text);font:13px/20px Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:20px;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:15px;margin:28px 0 8px}h3{font-size:13px;margin:16px 0 6px}
p{margin:0 0 8px;overflow-wrap:anywhere}.muted{color:var(--muted)}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:12px}th,td{padding:4px 10px 4px 0;text-align:left;border-bottom:1px solid var(--grid);max-width:320px;overflow-wrap:anywhere;vertical-align:top}
th{font-weight:500;color:var(--muted)}.number{text-align:right;font-family:"JetBrains Mono",ui-monospace,monospace;white-space:nowrap}
.plots{display:flex;flex-wrap:wrap;gap:16px}figure{margin:0}figcaption{font-weight:550;font-size:12px}
li{overflow-wrap:anywhere}ul{padding-left:18px}
@media print{body{max-width:none}}
`;
