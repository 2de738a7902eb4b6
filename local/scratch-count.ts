import { approveLast, tellAll } from './demo/events.ts';
import { settleDown } from './demo/settle-down.ts';
import { startWorld } from './demo/world.ts';
import { differences } from './demo/check.ts';
const began = performance.now();
const at = () => `${((performance.now() - began) / 1000).toFixed(1)} s, cpu ${(process.cpuUsage().user / 1e6).toFixed(1)}`;
const world = await startWorld({ onSession: () => {}, onCrash: (e) => console.log(e) });
console.log('started', at());
for (const { sample } of world.branches) tellAll(world.procore, sample);
await settleDown(world);
console.log('settled', at(), world.procore.requests.length);
for (const { sample } of world.branches) approveLast(world.procore, sample);
await settleDown(world);
console.log('last', at(), world.procore.requests.length);
console.log((await differences(world)).join('\n'));
const counts = new Map<string, number>();
for (const r of world.procore.requests) {
  const key = `${(r as any).headers['procore-company-id']} ${r.path.replace(/\d{2,}/g, '{n}')}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
for (const [k, n] of [...counts].sort((a, b) => b[1] - a[1])) console.log(n, k);
await world.close();
