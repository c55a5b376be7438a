/** Two columns, light or dark as the reader's system has it. */
export const pageStyle = `
:root { color-scheme: light dark; --text: light-dark(#1d2027, #e6e8ec); --quiet: light-dark(#5c6370, #9aa1ad); --line: light-dark(#e1e4e8, #31353d);
  --field: light-dark(#fff, #1b1e24); --back: light-dark(#fafbfc, #14161a); --accent: light-dark(#1f62d0, #6ea5ff); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px; }
h1 { margin: 0; font-size: 20px; overflow-wrap: anywhere; }
p { margin: 4px 0 0; color: var(--quiet); }
#columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(220px, 2fr); gap: 40px; margin-top: 24px; align-items: start; }
section { position: sticky; top: 24px; }
form { display: grid; gap: 6px; }
.field { display: grid; grid-template-columns: minmax(0, 1fr) 160px; gap: 12px; align-items: center; }
label, .class span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
input, select { width: 100%; height: 30px; padding: 0 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--field); color: inherit;
  font: inherit; font-variant-numeric: tabular-nums; text-align: right; }
select { text-align: left; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
output { display: grid; gap: 12px; }
output strong { font-size: 32px; font-variant-numeric: tabular-nums; }
.class { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; color: var(--quiet); }
.class b { font-weight: 400; font-variant-numeric: tabular-nums; }
.leads, .leads b { color: var(--text); font-weight: 600; }
.track { grid-column: 1 / -1; height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
.fill { height: 100%; background: var(--quiet); }
.leads .fill { background: var(--accent); }
@media (max-width: 640px) { #columns { grid-template-columns: 1fr; } section { position: static; } }
`;
