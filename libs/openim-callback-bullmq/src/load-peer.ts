/**
 * Loads an optional peer dependency.
 *
 * @throws {Error} naming the command that installs what is missing
 */
export async function loadPeer<T>(load: () => Promise<T>, install: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error(`bullmqInbox needs packages that are not installed: npm install ${install}`, {
      cause: error,
    });
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND');
