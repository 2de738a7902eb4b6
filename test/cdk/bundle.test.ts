import { build } from 'esbuild';
import { BUNDLING, WITHOUT_SOAP_CLIENT } from '../../cdk/bundling.ts';

/** Size in KB of a function's bundle, and the packages of it that take the most. */
const bundle = async (file: string, alias: Record<string, string>) => {
  const { minify, target, format, mainFields } = BUNDLING;
  const { metafile } = await build({
    ...{ entryPoints: [`lambdas/${file}.ts`], bundle: true, platform: 'node', write: false, metafile: true },
    ...{
      minify,
      target,
      format,
      mainFields: [...mainFields],
      alias,
      outdir: 'unwritten',
      logLevel: 'silent',
    },
  });
  const [output] = Object.values(metafile.outputs);
  return { kilobytes: (output?.bytes ?? 0) / 1024, inputs: Object.keys(output?.inputs ?? {}) };
};

describe('the bundle of the web-connector function', () => {
  test('is at most 1,000 KB: every cold start reads it while the Web Connector waits', async () => {
    const { kilobytes } = await bundle('web-connector', { ...WITHOUT_SOAP_CLIENT });
    expect(kilobytes).toBeLessThanOrEqual(1_000);
  });

  test('has the soap server without what only its client needs', async () => {
    const { inputs } = await bundle('web-connector', { ...WITHOUT_SOAP_CLIENT });
    const packages = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]);
    expect(packages).toContain('soap');
    for (const name of Object.keys(WITHOUT_SOAP_CLIENT)) expect(packages).not.toContain(name);
  });
});
