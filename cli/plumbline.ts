import { runCommandLine } from './run.ts';

const { code, stdout, stderr } = await runCommandLine(process.argv.slice(2));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exit(code);
