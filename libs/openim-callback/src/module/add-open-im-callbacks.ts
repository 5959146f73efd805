import type { INestApplicationContext } from '@nestjs/common';
import { callbackPaths, callbackSchemas } from '../operations/openapi/callback-paths.js';
import { Monitoring } from './monitoring.js';

/** A document of OpenAPI 3, such as `SwaggerModule.createDocument()` of `@nestjs/swagger` makes. */
export interface OpenApiDocument {
  readonly paths: object;
  readonly components?: { readonly schemas?: object };
}

/**
 * Adds the callbacks that the app has listeners for to an OpenAPI document: their paths, and the schemas of their
 * requests and answers, as OpenIM spells them. Returns a new document.
 *
 * @example
 * ```ts
 * SwaggerModule.setup('api', app, () => addOpenImCallbacks(SwaggerModule.createDocument(app, config), app));
 * ```
 * @throws {Error} when the app has not been started, so that its listeners are not known
 */
export function addOpenImCallbacks<D extends OpenApiDocument>(document: D, app: INestApplicationContext): D {
  const served = app.get(Monitoring, { strict: false, each: true }).map((each) => {
    if (each.served) return each.served;
    throw new Error(
      'addOpenImCallbacks() needs an app that has started: call it after app.init() or app.listen(), or give ' +
        'SwaggerModule.setup() a function that makes the document',
    );
  });
  return {
    ...document,
    paths: Object.assign({ ...document.paths }, ...served.map(callbackPaths)) as object,
    components: {
      ...document.components,
      schemas: Object.assign({ ...document.components?.schemas }, ...served.map(callbackSchemas)) as object,
    },
  };
}
