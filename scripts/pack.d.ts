/**
 * Packs the library into an existing directory, and with `all` the package of the BullMQ inbox too.
 *
 * @returns the paths of the tarballs, in that order
 */
export function pack(destination: string, options?: { readonly all?: boolean }): [string, ...string[]];
