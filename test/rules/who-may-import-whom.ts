export interface ImportRule {
  /** The files that it is about; the first rule that fits a file holds. */
  readonly files: RegExp;
  /** What they may import: paths from the root, packages, `node:` modules. `$1` is the rule's first group. */
  readonly may: readonly string[];
}

const aws = '@(aws-sdk|smithy)/.*';
const node = 'node:.*';
// Every call of Cognito is in domain/user-pool; platform/aws/clients.ts makes the client.
const COGNITO = '@aws-sdk/client-cognito-identity-provider';
const cognitoFiles = /^(?!lambdas\/)|^lambdas\/(domain\/user-pool\/|platform\/aws\/clients\.ts$)/;

const handlerPackages = [aws, node, 'zod', 'uuid', 'jose', 'cookie', '@middy/core', '@zxcvbn-ts/.*', 'aws-lambda'];

/** The one table of who may import whom; docs and README explain the rooms. */
export const importRules: readonly ImportRule[] = [
  { files: /^contracts\//, may: ['contracts/.*', 'zod'] },
  { files: /^lambdas\/platform\//, may: ['contracts/.*', 'lambdas/platform/.*', ...handlerPackages] },
  { files: /^lambdas\/domain\//, may: ['contracts/.*', 'lambdas/(platform|domain)/.*', ...handlerPackages] },
  {
    files: /^lambdas\/([^/]+)\//,
    may: ['contracts/.*', 'lambdas/(platform|domain)/.*', 'lambdas/$1/.*', ...handlerPackages],
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
    may: ['local/.*', 'contracts/.*', 'lib/config.ts', aws, node, '@clack/prompts', 'commander', 'zod'],
  },
  { files: /^tools\//, may: ['tools/.*', 'contracts/.*', 'package.json', node, 'zod', 'typescript'] },
  { files: /^test\//, may: ['.*'] },
];

/** Rules know no AWS, no clock and no store: at run time they load contracts, errors and other rules. Types are free. */
const pureRules: ImportRule = {
  files: /^lambdas\/.*rules\.ts$/,
  may: ['contracts/.*', 'lambdas/platform/errors.ts', 'lambdas/.*rules.ts', 'zod'],
};

function notAllowed({ files, may }: ImportRule, path: string, imports: readonly string[]): readonly string[] {
  const own = files.exec(path)?.[1] ?? '';
  const allowed = may.map((pattern) => new RegExp(`^${pattern.replace('$1', own)}$`));
  return imports.filter((imported) => !allowed.some((pattern) => pattern.test(imported)));
}

/** The imports of `path` that the rule of its folder does not allow; all of them where no rule fits. */
export function forbiddenImports(path: string, imports: readonly string[]): readonly string[] {
  const rule = importRules.find(({ files }) => files.test(path));
  if (rule === undefined) return imports;
  const cognito = cognitoFiles.test(path) ? [] : imports.filter((imported) => imported === COGNITO);
  return [...notAllowed(rule, path, imports), ...cognito];
}

export const isRulesFile = ({ path }: { readonly path: string }): boolean => pureRules.files.test(path);

/** What a rules file loads at run time and must not. */
export const impureImports = (path: string, runtimeImports: readonly string[]): readonly string[] =>
  notAllowed(pureRules, path, runtimeImports);
