const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text) => String(text).replaceAll(/[&<>"]/g, (character) => ESCAPES[character]);

/** An element of SVG; its content is SVG already. */
export function element(name, attributes, content = '') {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${given.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

/** A line of text. */
export const text = (x, y, content, attributes = {}) =>
  element('text', { x, y, ...attributes }, escape(content));

/** About how wide a text is at 11 px. */
export const widthOf = (content) => content.length * 6.5;

/** A text that is cut to a width. */
export const fit = (content, width) =>
  widthOf(content) <= width ? content : `${content.slice(0, Math.max(1, Math.floor(width / 6.5) - 1))}…`;

/** A coordinate with as many digits as can be seen. */
export const at = (number) => Number(number.toFixed(1));
