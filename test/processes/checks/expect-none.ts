/** Expects that nothing was found; shows only the first few of what was. */
export function expectNone(what: string, found: readonly unknown[]): void {
  expect({ what, times: found.length, first: found.slice(0, 2) }).toEqual({ what, times: 0, first: [] });
}
