import {
  carries,
  type Hook,
  type HookForm,
  type Hooks,
  PAYLOAD_VERSION,
  type Trigger,
} from '../procore/hooks.ts';

/** What the hook of one scope is to be. */
export interface HookPlan {
  readonly form: HookForm;
  readonly triggers: readonly Trigger[];
  /** An address that our hooks had before. */
  readonly formerUrl?: string;
}

/** What became of the hook of one scope. */
export interface Kept {
  readonly id: string;
  /** In words for people; empty when it stood as it should. */
  readonly done: readonly string[];
  /** Triggers that Procore did not take, in its words. */
  readonly refused: readonly string[];
}

/** Where a hook belongs, and what is told before one is thrown away: its log of deliveries goes with it. */
export interface Place {
  readonly project?: string;
  readonly leaving: (hook: Hook) => Promise<void>;
}

const isOurs =
  ({ form, formerUrl }: HookPlan) =>
  ({ url }: Hook): boolean =>
    url === form.url || url === formerUrl;

const asText = ({ resource, event }: Trigger): string => `${resource} ${event}`;

const keepTriggers = async (hooks: Hooks, hook: string, { triggers }: HookPlan, project?: string) => {
  const standing = await hooks.triggers(hook, project);
  const there = new Set(standing.map(asText));
  const wanted = new Set(triggers.map(asText));
  const missing = triggers.filter((one) => !there.has(asText(one)));
  const surplus = standing.filter((one) => !wanted.has(asText(one)));
  const refused = missing.length > 0 ? await hooks.addTriggers(hook, missing, project) : [];
  if (surplus.length > 0)
    await hooks.removeTriggers(
      hook,
      surplus.map(({ id }) => id),
      project,
    );
  const added = missing.length - refused.length;
  const done = [
    ...(added > 0 ? [`${added} triggers added`] : []),
    ...(surplus.length > 0 ? [`${surplus.length} triggers removed`] : []),
  ];
  return { done, refused };
};

const make = async (hooks: Hooks, plan: HookPlan, word: string, project?: string): Promise<Kept> => {
  const id = await hooks.create(plan.form, project);
  const refused = await hooks.addTriggers(id, plan.triggers, project);
  return { id, done: [word], refused };
};

/** What stands is brought up to date. */
const mend = async (hooks: Hooks, hook: Hook, plan: HookPlan, project?: string): Promise<Kept> => {
  const { form } = plan;
  const isDisabled = hook.status === 'disabled';
  const fits =
    hook.url === form.url && hook.payloadVersion === PAYLOAD_VERSION && carries(hook, form.authorization);
  if (isDisabled || !fits)
    await hooks.change(hook.id, { ...form, ...(isDisabled && { active: true }) }, project);
  const { done, refused } = await keepTriggers(hooks, hook.id, plan, project);
  const words = [...(isDisabled ? ['enabled again'] : []), ...(fits ? [] : ['address or secret changed'])];
  return { id: hook.id, done: [...words, ...done], refused };
};

/**
 * Makes the hook of a company or project what it is to be; one that stands as it should costs two reads and no write.
 * May be repeated, also after it died anywhere. Procore's reference lets only a company's hook be enabled again: a
 * project's that was disabled is made anew. Throws ProcoreFailure.
 */
export const keepHook = async (hooks: Hooks, plan: HookPlan, { project, leaving }: Place): Promise<Kept> => {
  const ours = (await hooks.list(project)).filter(isOurs(plan));
  const usable = ours.filter(({ status }) => project === undefined || status === 'active');
  const [kept] = usable.toSorted((a, b) => Number(b.url === plan.form.url) - Number(a.url === plan.form.url));
  for (const hook of ours.filter((one) => one !== kept)) {
    await leaving(hook);
    await hooks.remove(hook.id, project);
  }
  if (kept) return mend(hooks, kept, plan, project);
  return make(hooks, plan, ours.length > 0 ? 'made anew' : 'made', project);
};
