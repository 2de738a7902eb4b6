import { transformSync } from 'esbuild';

export default {
  process: (source, filename) =>
    transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcefile: filename,
      sourcemap: 'inline',
    }),
};
