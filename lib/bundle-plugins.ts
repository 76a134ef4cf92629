import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

const stub = (name: string): string => fileURLToPath(new URL(`stubs/${name}.ts`, import.meta.url));

/** Imports that are replaced, by importer; each stub has the reason. */
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

/** Not aliases, because other importers need the originals. */
export const withStubs: Plugin = {
  name: 'with-stubs',
  resolveId(imported, importer) {
    return replaced.find((one) => importer?.includes(one.importer) && one.imported.test(imported))?.by;
  },
};

/**
 * The SDK has a class and a schema for every error of a service, a sixth of a bundle. An unregistered error keeps its
 * name, status, message and fields, which is all that the code reads (lambdas/platform/aws/classify.ts).
 * SES errors then have their names on the wire, some without `Exception`: lambdas/mail/ses.ts accepts both.
 */
export const withoutErrorClasses: Plugin = {
  name: 'without-error-classes',
  transform: {
    filter: { id: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ },
    handler: (code) => code.replace(/^n0_registry\.registerError\(.*\);$/gm, ''),
  },
};

/** V8 parses JSON twice as fast as an object literal: the OpenAPI document alone took 4 ms. */
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
