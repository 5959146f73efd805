/**
 * Loads a package that only those install who use it.
 *
 * @param asked what asks for it, for the error: `the option metrics`
 * @param install the packages that are to be installed with it. `@default name`
 * @throws {Error} naming the command that installs it
 */
export async function loadPeer<T>(
  name: string,
  asked: string,
  load: () => Promise<T>,
  install = name,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new Error(`${asked} needs the package ${name}: npm install ${install}`, { cause: error });
  }
}

/** Something that the package itself misses is another error. */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = Object(error) as Partial<Record<'code' | 'message', unknown>>;
  const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return missing && String(message).includes(`'${name}'`);
}
