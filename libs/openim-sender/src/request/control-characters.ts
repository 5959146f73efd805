/** Whether the text holds an ASCII control character, DEL included; C1 controls do not count, as in Go. */
export function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' || character === '\u007f');
}
