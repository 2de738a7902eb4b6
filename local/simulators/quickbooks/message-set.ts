import { answerRequest } from './answer.ts';
import type { Company } from './company.ts';
import type { StoredSet } from './company-file.ts';
import { type Checked, type Complaint, checkRequest } from './schema/check.ts';
import { type Answer, notProcessed } from './status.ts';
import { branch, type Node, parseXml, writeNode } from './xml.ts';

/** What the request processor gives back: an answer, or the failure of the whole set. */
export type Processed =
  | { readonly response: string }
  | { readonly hresult: string; readonly message: string };

const PARSE_ERROR: Processed = {
  hresult: '0x80040400',
  message: 'QuickBooks found an error when parsing the provided XML text stream.',
};
const VERSION_ERROR: Processed = {
  hresult: '0x80040400',
  message: 'The version of QBXML that was requested is not supported or is unknown.',
};

const SET_ATTRIBUTES = ['onError', 'newMessageSetID', 'oldMessageSetID', 'responseData'];
// rollbackOnError stands in the schema, but QuickBooks does not take it.
const ON_ERROR = ['stopOnError', 'continueOnError'];
const RESPONSE_DATA = [undefined, 'includeAll', 'includeNone'];

interface Request {
  readonly node: Node;
  readonly complaints: readonly Complaint[];
}

const setAttributesFit = ({ attributes }: Node): boolean =>
  Object.keys(attributes).every((name) => SET_ATTRIBUTES.includes(name)) &&
  ON_ERROR.includes(attributes.onError ?? '') &&
  RESPONSE_DATA.includes(attributes.responseData);

const accepted = (node: Node, checked: Checked): Request[] =>
  'refused' in checked ? [] : [{ node, complaints: checked.complaints }];

const plainElement = (node: Node, name: string): boolean => node.name === name && node.text.trim() === '';

const readSet = (company: Company, root: Node): { set: Node; requests: Request[] } | undefined => {
  const set = root.children[0];
  if (!set || root.children.length !== 1 || Object.keys(root.attributes).length > 0) return undefined;
  if (!plainElement(root, 'QBXML') || !plainElement(set, 'QBXMLMsgsRq')) return undefined;
  if (!setAttributesFit(set)) return undefined;
  const requests = set.children.flatMap((node) =>
    accepted(node, checkRequest(node, company.preferences.country)),
  );
  return requests.length === set.children.length ? { set, requests } : undefined;
};

const answerNode = (request: Node, answer: Answer, recovery: Node | undefined): Node => {
  const { requestID } = request.attributes;
  return branch(
    request.name.replace(/Rq$/, 'Rs'),
    [...(answer.rets ?? []), ...(recovery ? [recovery] : [])],
    {
      ...(requestID === undefined ? {} : { requestID }),
      statusCode: answer.statusCode,
      statusSeverity: answer.statusSeverity,
      statusMessage: answer.statusMessage,
      ...answer.attributes,
    },
  );
};

const withoutRets = (answer: Answer): Answer => ({ ...answer, rets: [] });

interface Executed {
  readonly request: Node;
  readonly answer: Answer;
}

const execute = async (
  company: Company,
  set: Node,
  requests: readonly Request[],
  pause: () => Promise<void>,
): Promise<Executed[]> => {
  const executed: Executed[] = [];
  let stopped = false;
  for (const { node, complaints } of requests) {
    await pause();
    const answer: Answer = stopped ? notProcessed : answerRequest(company, node, complaints);
    executed.push({ request: node, answer });
    stopped ||= set.attributes.onError === 'stopOnError' && answer.statusSeverity === 'Error';
  }
  return executed;
};

const responseText = (body: readonly string[], attributes: Readonly<Record<string, string>>): string => {
  const start = writeNode(branch('QBXMLMsgsRs', [], attributes)).slice(0, -2);
  const set = body.length > 0 ? `${start}>\n${body.join('\n')}\n</QBXMLMsgsRs>` : `${start}/>`;
  return `<?xml version="1.0" ?>\n<QBXML>\n${set}\n</QBXML>\n`;
};

const storedSet = (company: Company, requests: string, executed: readonly Executed[]): StoredSet => ({
  requests,
  answers: executed.map(({ request, answer }) => {
    const bare = writeNode(answerNode(request, withoutRets(answer), answer.recovery));
    const full = writeNode(answerNode(request, answer, answer.recovery));
    return { request: request.name, answer: company.preferences.recoveryWithoutRets ? bare : full, bare };
  }),
});

type Recall =
  | { readonly do: 'execute' }
  | { readonly do: 'answer'; readonly code: string; readonly stored?: StoredSet };

const recalled = (stored: StoredSet, requests: string, statusCheck: boolean): Recall =>
  statusCheck || stored.requests === requests
    ? { do: 'answer', code: '0', stored }
    : { do: 'answer', code: '9001' };

/** What the recovery attributes ask for before anything is executed; clears what they clear. */
const recall = (company: Company, set: Node, requests: string): Recall => {
  const { newMessageSetID: newId, oldMessageSetID: oldId } = set.attributes;
  const { messageSets } = company.file;
  if ((newId ?? '').length > 24 || (oldId ?? '').length > 24) return { do: 'answer', code: '9004' };
  const statusCheck = set.children.length === 0 && newId !== undefined && newId === oldId;
  const stored = newId === undefined ? undefined : messageSets.get(newId);
  if (stored) return recalled(stored, requests, statusCheck);
  if (newId !== undefined && newId === oldId) return { do: 'answer', code: '600' };
  if (oldId === 'ClearAllMessageSets') messageSets.clear();
  else if (oldId !== undefined && !messageSets.delete(oldId) && newId === undefined) {
    return { do: 'answer', code: '600' };
  }
  return { do: 'execute' };
};

/** Executes a message set, or recalls what it did before. Nothing is done when anything in it is refused. */
export const processSet = async (
  company: Company,
  qbxml: string,
  pause: () => Promise<void>,
): Promise<Processed> => {
  const document = parseXml(qbxml);
  if (!document || document.version === '') return PARSE_ERROR;
  if (!company.preferences.supportedVersions.includes(document.version)) return VERSION_ERROR;
  const read = readSet(company, document.root);
  if (!read) return PARSE_ERROR;
  const { set, requests } = read;
  const { newMessageSetID: newId, oldMessageSetID: oldId, responseData } = set.attributes;
  const bare = responseData === 'includeNone';
  const attributes = (code: string): Record<string, string> =>
    newId === undefined && oldId === undefined
      ? {}
      : { ...(newId === undefined ? {} : { newMessageSetID: newId }), messageSetStatusCode: code };
  const requestText = set.children.map(writeNode).join('\n');
  const memory = recall(company, set, requestText);
  if (memory.do === 'answer') {
    const answers = (memory.stored?.answers ?? []).map((each) => (bare ? each.bare : each.answer));
    return { response: responseText(answers, attributes(memory.code)) };
  }
  const executed = await execute(company, set, requests, pause);
  if (newId !== undefined) company.file.messageSets.set(newId, storedSet(company, requestText, executed));
  const body = executed.map(({ request, answer }) =>
    writeNode(answerNode(request, bare ? withoutRets(answer) : answer, undefined)),
  );
  return { response: responseText(body, attributes('0')) };
};
