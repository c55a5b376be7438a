import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/**
 * Markdown as HTML that can be put into the page whoever wrote it: raw HTML stays text, nothing is loaded, and no link
 * leads away from the window. Where a link would lead is written beside it, so that it can be copied.
 */
export function renderMarkdown(text: string): string {
  return DOMPurify.sanitize(markdown.render(text), { ALLOWED_TAGS: tags, ALLOWED_ATTR: ['class', 'start', 'title'], ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false });
}

const tags = [
  'p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'em', 'strong', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'span',
  'table', 'thead', 'tbody', 'tr', 'th', 'td',
];

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true });

// A note stands within a page that has its own headings.
for (const rule of ['heading_open', 'heading_close'] as const)
  markdown.renderer.rules[rule] = (tokens, at) => `<${rule === 'heading_close' ? '/' : ''}h${Math.min(6, Number(tokens[at]!.tag.slice(1)) + 2)}>`;

markdown.renderer.rules['link_open'] = () => '<span class="link">';
markdown.renderer.rules['link_close'] = (tokens, at) => {
  const open = tokens.slice(0, at).findLast((token) => token.type === 'link_open');
  const href = open?.attrGet('href') ?? '';
  const label = tokens[at - 1]?.content ?? '';
  return `</span>${href === '' || href === label ? '' : ` <span class="address">(${markdown.utils.escapeHtml(String(href))})</span>`}`;
};
markdown.renderer.rules['image'] = (tokens, at) => {
  const { content } = tokens[at]!;
  const address = tokens[at]!.attrGet('src') ?? '';
  return `<span class="link">${markdown.utils.escapeHtml(content || 'image')}</span> <span class="address">(${markdown.utils.escapeHtml(String(address))})</span>`;
};
