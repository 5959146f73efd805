// Control characters besides tab and newline, and those that change the direction of text.
const UNSAFE = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text from elsewhere, made safe for a terminal: control characters are shown as `\u001b`, and what exceeds
 * the limit is cut off.
 */
export function printable(text: string, limit = 2000): string {
  const shown = text.slice(0, limit).replace(UNSAFE, escape);
  return text.length > limit ? `${shown}... (${text.length - limit} more characters)` : shown;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const USERINFO = /:\/\/([^/?#\s:@]*):[^/?#\s]*@/g;

/** The text with the password of every URL in it replaced, so that it does not end up in a log. */
export function maskPassword(text: string): string {
  return text.replace(USERINFO, '://$1:***@');
}
