import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

const stub = (name: string): string => fileURLToPath(new URL(`stubs/${name}.ts`, import.meta.url));

/** What is imported by whom, and what stands in for it; each stub says why. */
const replaced = [
  { importer: '/@middy/core/', imported: /^node:stream/, by: stub('streamed-answers') },
  {
    importer: '/@smithy/core/dist-es/submodules/serde/index.js',
    imported: /^node:crypto$|\/uuid\/v4$/,
    by: stub('random'),
  },
  { importer: '/uuid/', imported: /\/rng\.js$/, by: stub('random') },
  { importer: '/fromSharedConfigFiles.js', imported: /\/loadSharedConfigFiles$/, by: stub('configuration-files') },
  {
    importer: '/@smithy/',
    imported: /\/(Sha256Js|HeaderFormatter|AdaptiveRetryStrategy|getInstanceMetadataRegion|service-customizations)$/,
    by: stub('never-called'),
  },
];

/** For what some need and others do not: so these are no aliases. */
export const withStubs: Plugin = {
  name: 'with-stubs',
  resolveId(imported, importer) {
    return replaced.find((one) => importer?.includes(one.importer) && one.imported.test(imported))?.by;
  },
};

/**
 * The SDK makes a class and a schema of every error that a service knows, a sixth of a bundle. An error that is not
 * registered keeps its name, status, message and fields, and nothing else is asked (lambdas/platform/aws/classify.ts).
 * SES then names an error as the wire does, at times without `Exception`: lambdas/mail/ses.ts takes both.
 */
export const withoutErrorClasses: Plugin = {
  name: 'without-error-classes',
  transform: {
    filter: { id: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ },
    handler: (code) => code.replace(/^n0_registry\.registerError\(.*\);$/gm, ''),
  },
};

/** V8 reads JSON twice as fast as the same object written as code: the OpenAPI document alone took 4 ms. */
export const documentAsText: Plugin = {
  name: 'document-as-text',
  transform: {
    filter: { id: /openapi\.json$/ },
    handler: (json) => ({
      code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(json)))});`,
      moduleType: 'js',
    }),
  },
};
