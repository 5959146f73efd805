/** @import { Part } from './context.js' */

/**
 * The parts of the bench, in the order they run. Imported when they are needed: they need the build.
 *
 * @type {Readonly<Record<string, { title: string, load: () => Promise<Part<any>> }>>}
 */
export const parts = {
  ladder: {
    title: 'The ladder',
    load: async () => (await import('../ladder/part.js')).ladder,
  },
  profile: {
    title: 'What is left',
    load: async () => (await import('../profile/part.js')).profile,
  },
  allocations: {
    title: 'Allocations',
    load: async () => (await import('../allocations/part.js')).allocations,
  },
  soak: {
    title: 'Heap growth at full load',
    load: async () => (await import('../soak/part.js')).soak,
  },
  inbox: {
    title: 'Store before answer',
    load: async () => (await import('../inbox/part.js')).inbox,
  },
  filters: {
    title: 'Filters',
    load: async () => (await import('../filters/part.js')).filters,
  },
  batches: {
    title: 'Batches',
    load: async () => (await import('../batches/part.js')).batches,
  },
  inspector: {
    title: 'The inspector',
    load: async () => (await import('../inspector/part.js')).inspector,
  },
  burst: {
    title: 'Bursts',
    load: async () => (await import('../burst/part.js')).burst,
  },
  distributed: {
    title: 'Several machines',
    load: async () => (await import('../distributed/part.js')).distributed,
  },
  'distributed-memory': {
    title: 'Events that wait in Redis',
    load: async () => (await import('../distributed/memory/part.js')).memory,
  },
};
