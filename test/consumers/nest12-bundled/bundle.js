import { build } from 'esbuild';

/** What is bundled with which options, as users have them. */
const bundles = {
  plain: {},
  minified: { minify: true },
  'names-kept': { keepNames: true },
  'minified-names-kept': { minify: true, keepNames: true },
};

for (const [name, options] of Object.entries(bundles))
  await build({
    entryPoints: ['dist/app.js'],
    outfile: `bundles/${name}.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // What a bundle of ES modules lacks that Express asks for.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    // Optional packages that are not here.
    external: ['@nestjs/microservices', '@nestjs/websockets', '@opentelemetry/api', 'prom-client'],
    logLevel: 'error',
    ...options,
  });
