import type { ServerResponse } from 'node:http';
import { toJson } from './data.ts';
import type { Answer } from './endpoint.ts';

/** What can go wrong with one request. */
export type Fault =
  /** Another answer than the true one, e.g. a web page with status 502. */
  | { readonly do: 'answer'; readonly answer: Answer }
  /** The true answer, changed. */
  | { readonly do: 'change'; readonly change: (answer: Answer) => Answer }
  /** The first part of the true body, then the end, as if it were whole. */
  | { readonly do: 'truncate'; readonly keep: number }
  /** It arrives twice, and the second answer is the one that is heard. */
  | { readonly do: 'twice' }
  /** The line breaks before an answer, or in the middle of it. */
  | { readonly do: 'hang-up' }
  | { readonly do: 'break-off' }
  /** No answer at all. */
  | { readonly do: 'stall' };

type Write = (response: ServerResponse, answer: Answer) => void;

export const applyFault = (
  fault: Fault,
  response: ServerResponse,
  answer: () => Answer,
  write: Write,
): void => {
  switch (fault.do) {
    case 'answer':
      write(response, fault.answer);
      break;
    case 'change':
      write(response, fault.change(answer()));
      break;
    case 'twice':
      answer();
      write(response, answer());
      break;
    case 'truncate': {
      const whole = answer();
      const text = textOf(whole);
      write(response, { ...whole, body: text.slice(0, Math.floor(text.length * fault.keep)) });
      break;
    }
    case 'break-off':
      breakOff(response, answer());
      break;
    case 'hang-up':
      response.destroy();
      break;
    case 'stall':
      break;
  }
};

const breakOff = (response: ServerResponse, answer: Answer): void => {
  const text = textOf(answer);
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': String(Buffer.byteLength(text)) });
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
};

const textOf = ({ body }: Answer): string => (typeof body === 'string' ? body : toJson(body));
