const USERINFO = /:\/\/([^/?#\s:@]*):[^/?#\s]*@/g;

/** The text with the password of every URL in it replaced, so that it does not end up in a log. */
export function maskPassword(text: string): string {
  return text.replace(USERINFO, '://$1:***@');
}
