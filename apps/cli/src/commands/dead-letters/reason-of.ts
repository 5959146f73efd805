/** What an error says; Node gathers what the addresses of a host have failed with, and says nothing itself. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first] = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  return error.message === '' && first !== undefined ? reasonOf(first) : error.message;
}
