import { hostname } from 'node:os';

/** The version of this library, as its package.json says. */
export const VERSION = '0.1.0';

/** This process, among several that share an inbox or stand behind one balancer. */
export const REPLICA = `${hostname()}:${process.pid}`;
