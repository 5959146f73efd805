/**
 * The entry point `nestjs-openim-callback/webhooks`, for tools: what a webhooks.yml must say. It needs neither
 * NestJS nor an app.
 */
export { PROBE_COMMAND, type ProbeReport } from './webhooks/probe.js';
export {
  knownTo,
  webhooksEnvironment,
  webhooksYaml,
  type OpenImVersion,
  type WebhooksConfig,
} from './webhooks/webhooks-config.js';
export {
  FILTERED_CALLBACKS,
  LONGEST_TIMEOUT,
  STOCK_TIMEOUT,
  timeoutFor,
  type PlannedCallback,
  type WebhooksPlan,
} from './webhooks/webhooks-plan.js';
