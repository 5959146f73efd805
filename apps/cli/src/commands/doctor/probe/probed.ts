import type { Finding } from '../../../webhooks/finding.js';

/** What probes have found out; it is in no file. */
export const found = (said: Pick<Finding, 'code' | 'severity' | 'reason' | 'fix'>): Finding => ({
  ...said,
  place: null,
  setting: null,
});
