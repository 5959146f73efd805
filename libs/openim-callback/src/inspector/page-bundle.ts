/** The files of the page, by their names. There are none in the sources: the build puts them in. */
export const pageFiles: Readonly<Record<string, string>> = {};
