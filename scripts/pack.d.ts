/** Packs the library into an existing directory; returns the path of the tarball. */
export function pack(destination: string): string;
