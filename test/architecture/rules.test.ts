import { importsOf } from './imports.ts';
import { importFaults, textFaults } from './rules.ts';

const file = (path: string, text: string) => ({ path, text });

describe('imports are seen', () => {
  test('over several lines, exported again, for effect and at run time', () => {
    const text = `
import { a } from './a.ts';
import type { B } from '../b.ts';
import {
  type C,
  type D,
} from './deep/c.ts';
import { type E, f } from './e.ts';
export * from './g.ts';
export type { H } from './h.ts';
import './i.ts';
import ky from 'ky';
const late = await import('./j.ts');
`;
    expect(importsOf(file('lib/x/y.ts', text)).map(({ of, isType }) => [of, isType])).toEqual([
      ['lib/x/a.ts', false],
      ['lib/b.ts', true],
      ['lib/x/deep/c.ts', true],
      ['lib/x/e.ts', false],
      ['lib/x/g.ts', false],
      ['lib/x/h.ts', true],
      ['ky', false],
      ['lib/x/i.ts', false],
      ['lib/x/j.ts', false],
    ]);
  });
});

describe('an import against the table is told', () => {
  const value = (of: string) => `import { x } from '${of}';\n`;
  const type = (of: string) => `import type { X } from '${of}';\n`;

  test.each<[string, string, string]>([
    ['qbxml knows nothing else of ours', 'lib/qbxml/a.ts', type('../flow.ts')],
    ['procore knows nothing else of ours', 'lib/procore/a.ts', value('../qbxml/latin.ts')],
    ['the contract takes only types of qbxml', 'lib/flow.ts', value('./qbxml/check.ts')],
    ['flows know no engine', 'lib/flows/a.ts', type('../engine/record.ts')],
    ['flows know of Procore its shapes alone', 'lib/flows/a.ts', value('../procore/client.ts')],
    ['the engine knows no flow', 'lib/engine/a.ts', value('../flows/index.ts')],
    ['the engine knows no store', 'lib/engine/a.ts', type('../stores/records.ts')],
    ['the engine knows no Web Connector', 'lib/engine/a.ts', type('../web-connector/session.ts')],
    ['the Web Connector knows no flow', 'lib/web-connector/a.ts', value('../flows/index.ts')],
    ['stores know only types of the engine', 'lib/stores/a.ts', value('../engine/plan.ts')],
    ['admin takes only types of the stores', 'lib/admin/a.ts', value('../stores/records.ts')],
    ['admin knows no session', 'lib/admin/a.ts', type('../web-connector/session.ts')],
    ['only stores know AWS', 'lib/engine/a.ts', value('@aws-sdk/client-sqs')],
    ['lambdas know nothing local', 'lambdas/a.ts', value('../local/aws.ts')],
    ['nobody imports cdk', 'lambdas/a.ts', type('../cdk/stack.ts')],
    ['no other test imports cdk', 'test/stores/a.test.ts', value('../../cdk/stack.ts')],
    ['cdk knows of lib the flows and the tables', 'cdk/a.ts', value('../lib/settings.ts')],
    ['cdk knows no SDK', 'cdk/a.ts', value('@aws-sdk/client-sqs')],
    ['lib knows no cdk packages', 'lib/stores/a.ts', value('aws-cdk-lib')],
    ['simulators take only types of lib', 'local/simulators/q/a.ts', value('../../../lib/qbxml/write.ts')],
    ['a new part of lib is known by its own rule', 'lib/novel/a.ts', value('../engine/plan.ts')],
    ['a new folder needs a rule', 'tools/a.ts', ''],
  ])('%s', (_, path, text) => expect(importFaults(file(path, text))).toHaveLength(1));

  test.each<[string, string, string]>([
    ['flows use qbxml and each other', 'lib/flows/a.ts', value('../qbxml/money.ts') + value('./b.ts')],
    ['the contract takes types', 'lib/flow.ts', type('./qbxml/message.ts') + value('./reasons.ts')],
    ['stores know AWS', 'lib/stores/a.ts', value('@aws-sdk/client-sqs') + type('../engine/ports.ts')],
    ['lambdas wire', 'lambdas/a.ts', value('../lib/flows/index.ts') + value('@aws-sdk/client-sqs')],
    ['test/cdk tests cdk', 'test/cdk/a.test.ts', value('../../cdk/stack.ts')],
    ['simulators take types', 'local/simulators/q/a.ts', type('../../../lib/qbxml/message.ts')],
  ])('but not one along it: %s', (_, path, text) => expect(importFaults(file(path, text))).toEqual([]));
});

describe('a text against the rules is told', () => {
  test.each<[string, string, string]>([
    ['the environment outside of config', 'lib/engine/a.ts', 'const a = process.env.A;\n'],
    ['the environment in a lambda', 'lambdas/a.ts', 'const a = process.env.A;\n'],
    ['the clock', 'lib/engine/a.ts', 'const a = Date.now();\n'],
    ['the clock by a date of now', 'lib/engine/a.ts', 'const a = new Date();\n'],
    ['chance', 'lib/engine/a.ts', 'const a = { chance: Math.random };\n'],
    ['a vague file name', 'lib/engine/utils.ts', ''],
    ['a vague file name of a test', 'test/helpers.ts', ''],
    ['a vague folder name', 'local/common/a.ts', ''],
    ['a long file', 'lib/engine/a.ts', '\n'.repeat(221)],
    ['a long lambda', 'lambdas/a.ts', '\n'.repeat(41)],
  ])('%s', (_, path, text) => expect(textFaults(file(path, text))).toHaveLength(1));

  test.each<[string, string, string]>([
    ['a date of a given instant', 'lib/engine/a.ts', 'const a = new Date(at);\n'],
    ['a comment about the clock', 'lib/engine/a.ts', '// unlike Date.now()\n/* process.env */\n'],
    ['the environment in config', 'lib/config.ts', 'const a = process.env.A;\n'],
    ['the clock of a lambda', 'lambdas/a.ts', 'const a = new Date();\n'],
    ['a lambda of 40 lines', 'lambdas/a.ts', '\n'.repeat(40)],
  ])('but not %s', (_, path, text) => expect(textFaults(file(path, text))).toEqual([]));
});
