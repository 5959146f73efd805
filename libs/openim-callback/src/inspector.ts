/**
 * The entry point `nestjs-openim-callback/inspector`: a page in the browser that shows what the module receives and
 * does. Nothing of it is loaded unless it is imported.
 */
export type * from './inspector/api.js';
export { OpenImInspectorModule } from './inspector/inspector.module.js';
export {
  type OpenImInspectorAsyncOptions,
  type OpenImInspectorOptions,
  type OpenImInspectorSettings,
  type OpenImInspectorStaticOptions,
} from './inspector/inspector.options.js';
export { type Body, type Redact } from './inspector/views/shown-body.js';
export { type KeepBounds } from './inspector/watch/callback-keeper.js';
