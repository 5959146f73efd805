/**
 * The entry point `nestjs-openim-callback/operations`: the types of what an app reports about itself, to its hooks, in its
 * metrics, its health and its diagnosis.
 */
export { type CallbackFailure, type Failure, type FailureReason } from './intake/failure.js';
export { type ReceivedCallback } from './intake/intake-parts.js';
export { type ListenerFailure } from './listeners/bound-listener.js';
export { type CallbackHooks } from './operations/callback-reporter.js';
export {
  type DiagnosisReport,
  type SourceReport,
  type Traffic,
} from './operations/diagnosis/diagnosis-report.js';
export { type Health, type HealthLimits } from './operations/health/health.js';
export { type MetricsOptions, type MetricsRegistry } from './operations/metrics/start-metrics.js';
