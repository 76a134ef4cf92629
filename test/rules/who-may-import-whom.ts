export interface ImportRule {
  /** The files that it is about; the first rule that fits a file holds. */
  readonly files: RegExp;
  /** What they may import: paths from the root, packages, `node:` modules. `$1` is the rule's first group. */
  readonly may: readonly string[];
}

const aws = '@(aws-sdk|smithy)/.*';
const node = 'node:.*';

/** The one table of who may import whom; docs and README explain the rooms. */
export const importRules: readonly ImportRule[] = [
  { files: /^contracts\//, may: ['contracts/.*', 'zod'] },
  // Rules know no AWS, no clock and no store.
  { files: /^lambdas\/[^/]+\/rules\.ts$/, may: ['contracts/.*', 'lambdas/platform/errors.ts', 'zod'] },
  {
    files: /^lambdas\/platform\//,
    may: [
      'contracts/.*',
      'lambdas/platform/.*',
      aws,
      node,
      'zod',
      'uuid',
      'jose',
      '@middy/core',
      '@zxcvbn-ts/.*',
      'aws-lambda',
    ],
  },
  {
    files: /^lambdas\/([^/]+)\//,
    may: [
      'contracts/.*',
      'lambdas/$1/.*',
      'lambdas/platform/.*',
      'lambdas/[^/]+/rules.ts',
      aws,
      node,
      'zod',
      'jose',
      'aws-lambda',
    ],
  },
  // It names lambdas/ and statemachines/ by path only.
  {
    files: /^lib\//,
    may: [
      'lib/.*',
      'contracts/.*',
      'aws-cdk-lib',
      'constructs',
      'cdk-monitoring-constructs',
      'cdk-nag',
      'rolldown',
      node,
      'zod',
    ],
  },
  { files: /^bin\//, may: ['lib/.*', 'aws-cdk-lib'] },
  {
    files: /^local\//,
    may: ['local/.*', 'contracts/.*', 'lib/config.ts', aws, node, '@clack/prompts', 'citty', 'zod'],
  },
  { files: /^docs\//, may: ['docs/.*', 'contracts/.*', 'package.json', node, 'zod'] },
  { files: /^test\//, may: ['.*'] },
];

/** The imports of `path` that its rule does not allow; all of them where no rule fits. */
export function forbiddenImports(path: string, imports: readonly string[]): readonly string[] {
  const rule = importRules.find(({ files }) => files.test(path));
  if (rule === undefined) return imports;
  const own = rule.files.exec(path)?.[1] ?? '';
  const allowed = rule.may.map((pattern) => new RegExp(`^${pattern.replace('$1', own)}$`));
  return imports.filter((imported) => !allowed.some((pattern) => pattern.test(imported)));
}
